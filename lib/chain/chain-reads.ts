import type { PublicClient } from 'viem';
import type { Deployment } from '@/lib/domain/api';
import { createPriceReader, type PriceReader } from './price';
import { createTimelockReader, type TimelockReader } from './read-timelock';

/** What read models ask the chain with, and what of it is remembered from one block to the next. */
export type ChainReads = { client: PublicClient; price: PriceReader; timelock: TimelockReader };

export const createChainReads = (client: PublicClient, deployment: Deployment): ChainReads => ({
  client,
  price: createPriceReader(client, deployment),
  timelock: createTimelockReader(client, deployment),
});
