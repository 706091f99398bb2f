import { toEventSelector, toHex } from 'viem';
import { z } from 'zod';
import { createRpc } from '@/devnet/rpc';
import type { Deployment } from '@/lib/domain/api';

export const TRANSFER_BY_PARTITION = toEventSelector(
  'TransferByPartition(bytes32,address,address,address,uint256,bytes,bytes)',
);
const BLOCKS_A_QUESTION = 100;

const logs = z.array(z.unknown());

export type EventCounts = {
  /** `TransferByPartition` of Amp */
  transfers: number;
  /** of every name, of the pools' manager */
  poolEvents: number;
};

/** How many events there are on the chain, up to its block `last`, counted where they come from. */
export async function countEvents(
  rpcUrl: string,
  { amp, collateralPool }: Pick<Deployment, 'amp' | 'collateralPool'>,
  last: number,
): Promise<EventCounts> {
  const rpc = createRpc(rpcUrl);
  const counts: EventCounts = { transfers: 0, poolEvents: 0 };
  for (let from = 0; from <= last; from += BLOCKS_A_QUESTION) {
    const toBlock = toHex(Math.min(last, from + BLOCKS_A_QUESTION - 1));
    const range = { fromBlock: toHex(from), toBlock };
    const count = async (filter: object) =>
      logs.parse(await rpc.call('eth_getLogs', [{ ...filter, ...range }])).length;
    counts.transfers += await count({ address: amp, topics: [TRANSFER_BY_PARTITION] });
    counts.poolEvents += await count({ address: collateralPool });
  }
  return counts;
}
