import { asc } from 'drizzle-orm';
import type { PartitionSupply } from '@/lib/chain/read-supplies';
import { entityRows } from '@/lib/db';
import { collateralManagers, partitionStrategies } from '@/lib/db/schema';
import type { ManagersAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { decodePartition } from '@/lib/domain/partition';
import { asciiFromHex } from '@/lib/domain/text';
import type { Finish, View } from './view';

/** Every collateral manager and partition strategy that Amp knows, oldest first, and what lies in each partition. */
export async function readManagers({ db, at, holding, deployment }: View): Promise<Finish<ManagersAnswer>> {
  const [managers, strategies] = await Promise.all([
    db
      .select()
      .from(collateralManagers)
      .where(holding(collateralManagers))
      .orderBy(asc(collateralManagers.registeredBlock), asc(collateralManagers.registeredLogIndex)),
    db
      .select()
      .from(partitionStrategies)
      .where(holding(partitionStrategies))
      .orderBy(asc(partitionStrategies.setBlock), asc(partitionStrategies.setLogIndex)),
  ]);
  const kindOf = (address: Hex) =>
    address === deployment.collateralPool
      ? 'pool'
      : address === deployment.walletCollateral
        ? 'in-place'
        : null;

  return async (chain) => ({
    at,
    managers: managers.map((row) => ({
      ...entityRows.collateralManager.fromRow(row),
      ours: kindOf(row.address),
    })),
    strategies: strategies.map((row) => ({
      ...entityRows.partitionStrategy.fromRow(row),
      text: asciiFromHex(row.name),
    })),
    partitions: inWords(await chain.supplies()),
  });
}

function inWords(supplies: PartitionSupply[] | null): ManagersAnswer['partitions'] {
  if (supplies === null) return null;
  return supplies
    .map(({ partition: id, supply }) => {
      const partition = decodePartition(id);
      const tagged = partition.kind === 'pool' || partition.kind === 'in-place';
      return {
        partition: partition.id,
        kind: partition.kind,
        tag: tagged ? partition.tag : null,
        manager: partition.kind === 'default' ? null : partition.owner,
        supply,
      };
    })
    .sort((a, b) => (a.supply < b.supply ? 1 : a.supply > b.supply ? -1 : 0));
}
