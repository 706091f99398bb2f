import type { PublicClient } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import type { Deployment, PartitionSlice } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, decodePartition } from '@/lib/domain/partition';

/**
 * Where an address keeps its AMP at a block, asked of Amp itself: the list, then every balance in one batch. The
 * default partition comes first and is there also when empty; the rest follows by amount, largest first, since
 * Amp's own order changes with each move. Null when the node cannot be asked.
 */
export async function readPartitions(
  client: PublicClient,
  { amp, collateralPool, walletCollateral }: Pick<Deployment, 'amp' | 'collateralPool' | 'walletCollateral'>,
  holder: Hex,
  block: number,
): Promise<PartitionSlice[] | null> {
  const at = { address: amp, abi: ampAbi, blockNumber: BigInt(block) } as const;
  try {
    const listed = await client.readContract({ ...at, functionName: 'partitionsOf', args: [holder] });
    const ids = [DEFAULT_PARTITION, ...listed.filter((id) => id !== DEFAULT_PARTITION)];
    const amounts = await Promise.all(
      ids.map((id) =>
        client.readContract({ ...at, functionName: 'balanceOfByPartition', args: [id, holder] }),
      ),
    );
    return ids
      .map((id, index) => describeSlice(id, amounts[index] ?? 0n, [collateralPool, walletCollateral]))
      .sort((a, b) => rank(b) - rank(a) || (b.amount > a.amount ? 1 : b.amount < a.amount ? -1 : 0));
  } catch {
    return null;
  }
}

const rank = (slice: PartitionSlice): number => (slice.kind === 'default' ? 1 : 0);

/** What a partition id says of itself, and whether it is governed by one of this deployment's managers. */
export function describeSlice(id: Hex, amount: bigint, managers: readonly Hex[]): PartitionSlice {
  const partition = decodePartition(id);
  const tagged = partition.kind === 'pool' || partition.kind === 'in-place';
  const owner = partition.kind === 'default' ? null : partition.owner;
  return {
    partition: partition.id,
    kind: partition.kind,
    tag: tagged ? partition.tag : null,
    owner,
    ours: owner !== null && managers.includes(owner),
    amount,
  };
}
