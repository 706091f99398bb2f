import type { PublicClient } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import type { Hex } from '@/lib/domain/codecs';

/** `amp.balanceOfByPartition` of one holder in each partition at a block, in one batch; null when it cannot be asked. */
export async function readBalances(
  client: PublicClient,
  amp: Hex,
  holder: Hex,
  partitions: readonly Hex[],
  block: number,
): Promise<bigint[] | null> {
  const at = { address: amp, abi: ampAbi, blockNumber: BigInt(block) } as const;
  try {
    return await Promise.all(
      partitions.map((id) =>
        client.readContract({ ...at, functionName: 'balanceOfByPartition', args: [id, holder] }),
      ),
    );
  } catch {
    return null;
  }
}
