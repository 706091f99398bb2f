import { and, eq } from 'drizzle-orm';
import { keccak256, stringToHex, zeroHash } from 'viem';
import { entityRows } from '@/lib/db';
import { roleMembers } from '@/lib/db/schema';
import type { ManagerKind } from '@/lib/domain/partition';
import { managerRoles, type RoleHolder } from '@/lib/domain/pool-disclosure';
import type { View } from './view';

const roleOf = new Map(
  managerRoles.map((role) => [
    role === 'admin' ? zeroHash : keccak256(stringToHex(`${role.toUpperCase()}_ROLE`)),
    role,
  ]),
);

/** Who holds a role of a manager: the admin first, then those that it has appointed. */
export async function readRoles({ db, holding }: View, kind: ManagerKind): Promise<RoleHolder[]> {
  const rows = await db
    .select()
    .from(roleMembers)
    .where(and(holding(roleMembers, eq(roleMembers.kind, kind)), eq(roleMembers.granted, true)));
  return rows
    .map(entityRows.roleMember.fromRow)
    .flatMap(({ role: id, account, changedAt }) => {
      const role = roleOf.get(id);
      return role ? [{ role, account, since: changedAt }] : [];
    })
    .sort(
      (a, b) =>
        managerRoles.indexOf(a.role) - managerRoles.indexOf(b.role) ||
        a.since.block - b.since.block ||
        a.since.logIndex - b.since.logIndex,
    );
}
