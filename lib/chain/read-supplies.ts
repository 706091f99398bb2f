import type { PublicClient } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import type { Hex } from '@/lib/domain/codecs';

/** wei of Amp in a partition, whoever holds it. */
export type PartitionSupply = { partition: Hex; supply: bigint };

/** Every partition that holds something at a block, asked of Amp itself in one batch; null when it cannot be asked. */
export async function readSupplies(
  client: PublicClient,
  amp: Hex,
  block: number,
): Promise<PartitionSupply[] | null> {
  const at = { address: amp, abi: ampAbi, blockNumber: BigInt(block) } as const;
  try {
    const partitions = await client.readContract({ ...at, functionName: 'totalPartitions' });
    return await Promise.all(
      partitions.map(async (partition) => ({
        partition,
        supply: await client.readContract({
          ...at,
          functionName: 'totalSupplyByPartition',
          args: [partition],
        }),
      })),
    );
  } catch {
    return null;
  }
}
