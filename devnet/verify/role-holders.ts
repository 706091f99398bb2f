import { type Address, type Hex, isAddressEqual, parseAbiItem } from 'viem';
import { timelockAbi } from '@/contracts-abi/timelock';
import type { Scene } from './findings';
import { readEvents } from './read-events';

/** Of OpenZeppelin's AccessControl, by role. */
export type RoleHolders = {
  /** who has the role now, as the contract itself answers */
  holders: Map<Hex, Address[]>;
  /** grants and revocations that do not add up to what the contract answers, in words */
  contradictions: string[];
  /** who sent the transaction that granted the first role: the one that deployed the contract */
  deployer: Address | null;
};

const grantedEvent = parseAbiItem(
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
);
const revokedEvent = parseAbiItem(
  'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
);

/**
 * Who holds which role. Whoever was ever granted one is taken from the events, and the contract is asked about each:
 * events alone would miss what happened before the first block that is read.
 */
export async function readRoleHolders(scene: Scene, address: Address): Promise<RoleHolders> {
  const [granted, revoked] = await Promise.all([
    readEvents(scene, address, grantedEvent),
    readEvents(scene, address, revokedEvent),
  ]);
  const replayed = replay(granted, revoked);
  const holders = new Map<Hex, Address[]>();
  const contradictions: string[] = [];
  for (const { role, account, held } of replayed) {
    const has = await hasRole(scene, address, role, account);
    if (has) holders.set(role, [...(holders.get(role) ?? []), account]);
    if (has !== held) {
      contradictions.push(`${account} ${has ? 'has' : 'has not'} role ${role}, against the events`);
    }
  }
  const [first] = granted;
  const transaction = first && (await scene.reader.getTransaction({ hash: first.transactionHash }));
  return { holders, contradictions, deployer: transaction?.from ?? null };
}

export const hasRole = (
  { reader, blockNumber }: Scene,
  address: Address,
  role: Hex,
  account: Address,
): Promise<boolean> =>
  reader.readContract({
    address,
    abi: timelockAbi,
    functionName: 'hasRole',
    args: [role, account],
    blockNumber,
  });

type Change = {
  args: { role?: Hex; account?: Address };
  blockNumber: bigint | null;
  logIndex: number | null;
};

function replay(granted: readonly Change[], revoked: readonly Change[]) {
  const changes = [
    ...granted.map((log) => ({ ...log, held: true })),
    ...revoked.map((log) => ({ ...log, held: false })),
  ].sort(
    (a, b) => Number((a.blockNumber ?? 0n) - (b.blockNumber ?? 0n)) || (a.logIndex ?? 0) - (b.logIndex ?? 0),
  );
  const state: { role: Hex; account: Address; held: boolean }[] = [];
  for (const { args, held } of changes) {
    const { role, account } = args;
    if (!role || !account) continue;
    const known = state.find((one) => one.role === role && isAddressEqual(one.account, account));
    if (known) known.held = held;
    else state.push({ role, account, held });
  }
  return state;
}
