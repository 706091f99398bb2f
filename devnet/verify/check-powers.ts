import { type Address, isAddressEqual, zeroHash } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { type Manager, roleId } from '../managers';
import { expectThat, type Finding, holds, type Scene } from './findings';
import { hasRole, type RoleHolders } from './role-holders';

/** A role by the name people know it by, and who holds it. */
export type Power = { name: string; holders: Address[] };

/** The admin of a manager, and who holds its roles. */
export async function checkPowers(
  scene: Scene,
  manager: Manager,
  { holders, contradictions }: RoleHolders,
): Promise<{ findings: Finding[]; powers: Power[] }> {
  const { reader, deployment, blockNumber } = scene;
  const contract = { address: deployment[manager.key], abi: collateralPoolAbi, blockNumber } as const;
  const [admin, delay, [nextAdmin, takesOverAt], [nextDelay]] = await Promise.all([
    reader.readContract({ ...contract, functionName: 'defaultAdmin' }),
    reader.readContract({ ...contract, functionName: 'defaultAdminDelay' }),
    reader.readContract({ ...contract, functionName: 'pendingDefaultAdmin' }),
    reader.readContract({ ...contract, functionName: 'pendingDefaultAdminDelay' }),
  ]);
  const { timelock } = deployment;
  const isTimelock = timelock !== null && isAddressEqual(admin, timelock);
  const known = manager.roles.map((role) => ({ name: role, id: roleId(role) }));
  const unknown = [...holders.keys()].filter(
    (id) => id !== zeroHash && !known.some((role) => role.id === id),
  );
  const admins = holders.get(zeroHash) ?? [];
  const powers = known.map(({ name, id }) => ({ name, holders: holders.get(id) ?? [] }));

  const findings = [
    expectThat(
      isTimelock,
      `its admin is the timelock (another could take over ${delay} s after being named)`,
      `its admin is ${admin}`,
    ),
    expectThat(
      admins.length === 1 && (await hasRole(scene, contract.address, zeroHash, admin)),
      'nobody else has the admin’s role',
      `${admins.join(', ')} have it`,
    ),
    expectThat(
      takesOverAt === 0,
      'no other admin is on its way',
      `${nextAdmin} may take over from ${takesOverAt} on`,
    ),
    expectThat(
      nextDelay === delay || nextDelay === 0,
      'the delay of that is not about to change',
      `it becomes ${nextDelay} s`,
    ),
    ...powers.map(({ name, holders }) => holds(`${name}: ${holders.join(', ') || 'nobody'}`)),
    expectThat(unknown.length === 0, 'no role is held but these', `somebody holds ${unknown.join(', ')}`),
    ...known.map(({ name, id }) => checkRoleAdmin(scene, contract.address, name, id)),
    expectThat(
      contradictions.length === 0,
      'the events of grants and revocations say the same',
      contradictions.join('; '),
    ),
  ];
  return { findings: await Promise.all(findings), powers };
}

async function checkRoleAdmin(
  { reader, blockNumber }: Scene,
  address: Address,
  name: string,
  role: ReturnType<typeof roleId>,
): Promise<Finding> {
  const admin = await reader.readContract({
    address,
    abi: collateralPoolAbi,
    functionName: 'getRoleAdmin',
    args: [role],
    blockNumber,
  });
  return expectThat(
    admin === zeroHash,
    `the ${name} is appointed by the admin alone`,
    `by the holders of ${admin}`,
  );
}

/**
 * Apart from one another: no account holds two powers, and those who deployed hold none. The same role in both managers
 * is one power, and so is all that the timelock gives.
 */
export function checkKeys(powers: readonly Power[], deployers: readonly Address[]): Finding[] {
  const byAccount = new Map<Address, Set<string>>();
  for (const { name, holders } of powers) {
    for (const account of holders) byAccount.set(account, (byAccount.get(account) ?? new Set()).add(name));
  }
  const double = [...byAccount].filter(([, names]) => names.size > 1);
  const kept = [...byAccount].filter(([account]) =>
    deployers.some((deployer) => isAddressEqual(deployer, account)),
  );
  const words = (list: typeof double) =>
    list.map(([account, names]) => `${account} is ${[...names].join(' and ')}`).join('; ');
  return [
    expectThat(double.length === 0, 'no account holds two powers', words(double)),
    expectThat(
      kept.length === 0,
      `who deployed (${[...new Set(deployers)].join(', ')}) holds none`,
      words(kept),
    ),
  ];
}
