import { type Address, isAddressEqual, parseAbiItem, zeroAddress, zeroHash } from 'viem';
import { timelockCode } from '@/contracts-abi/bytecode/timelock';
import { timelockAbi } from '@/contracts-abi/timelock';
import { type TimelockRole, timelockRoleId } from '../timelock';
import { checkCode } from './check-code';
import type { Power } from './check-powers';
import { expectThat, type Finding, holds, type Scene } from './findings';
import { readEvents } from './read-events';
import type { RoleHolders } from './role-holders';

/** The admin of both managers: what it is, who may use it, and what is about to happen. */
export async function checkTimelock(
  scene: Scene,
  timelock: Address,
  { holders, contradictions }: RoleHolders,
): Promise<{ findings: Finding[]; powers: Power[] }> {
  const { reader, blockNumber } = scene;
  const delay = await reader.readContract({
    address: timelock,
    abi: timelockAbi,
    functionName: 'getMinDelay',
    blockNumber,
  });
  const of = (role: TimelockRole) => holders.get(timelockRoleId(role)) ?? [];
  const [proposers, executors, cancellers] = [of('proposer'), of('executor'), of('canceller')];
  const admins = holders.get(zeroHash) ?? [];
  const others = admins.filter((account) => !isAddressEqual(account, timelock));
  const open = executors.some((account) => isAddressEqual(account, zeroAddress));
  const findings = [
    ...(await checkCode(scene, timelockCode, timelock)),
    expectThat(delay > 0n, `what it does is announced ${delay} s before`, 'it acts without a delay'),
    expectThat(
      proposers.length > 0,
      `proposers: ${proposers.join(', ')}`,
      'nobody: nothing can ever be changed',
    ),
    expectThat(
      cancellers.length > 0,
      `cancellers: ${cancellers.join(', ')}`,
      'nobody can stop what was announced',
    ),
    expectThat(
      executors.length > 0,
      `executors: ${open ? 'anybody, once the delay has passed' : executors.join(', ')}`,
      'nobody: nothing that is announced can be carried out',
    ),
    expectThat(
      others.length === 0 && admins.length > 0,
      'it alone changes who these are, after its delay',
      others.length > 0 ? `${others.join(', ')} can, at once` : 'nobody can',
    ),
    expectThat(
      contradictions.length === 0,
      'the events of grants and revocations say the same',
      contradictions.join('; '),
    ),
    ...(await checkOperations(scene, timelock, delay)),
  ];
  const users = [...proposers, ...cancellers, ...executors, ...others];
  return {
    findings,
    powers: [{ name: 'timelock', holders: users.filter((user) => !isAddressEqual(user, zeroAddress)) }],
  };
}

const scheduled = parseAbiItem(
  'event CallScheduled(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data, bytes32 predecessor, uint256 delay)',
);

/** What was announced without the delay of today would surprise: from a time when it was shorter, or none. */
async function checkOperations(scene: Scene, timelock: Address, minDelay: bigint): Promise<Finding[]> {
  const calls = await readEvents(scene, timelock, scheduled);
  const delays = new Map(calls.map(({ args }) => [args.id, args.delay]));
  const pending: { id: string; delay: bigint }[] = [];
  for (const [id, delay] of delays) {
    const waits = await scene.reader.readContract({
      address: timelock,
      abi: timelockAbi,
      functionName: 'isOperationPending',
      args: [id],
      blockNumber: scene.blockNumber,
    });
    if (waits) pending.push({ id, delay });
  }
  const hasty = pending.filter(({ delay }) => delay < minDelay);
  return [
    holds(`${delays.size} operations announced so far, ${pending.length} of them still to be carried out`),
    expectThat(
      hasty.length === 0,
      'none of these was announced on shorter notice',
      hasty.map(({ id, delay }) => `${id} was, on ${delay} s`).join('; '),
    ),
  ];
}
