import type { PublicClient } from 'viem';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import type { Deployment, Price } from '@/lib/domain/api';
import { oncePerBlock } from './once-per-block';

/** Decimals of {@link Price}, whatever the feed's own are. */
const PRICE_DECIMALS = 8;

/** @param ask false when the node is known to be gone: then only what is known of the block is told */
export type PriceReader = (at: { number: number; hash: string }, ask: boolean) => Promise<Price | null>;

/**
 * AMP in US dollars as the deployment's Chainlink-compatible feed says at a block. Null when there is no feed, when
 * its answer is not a price, and when the node cannot be asked.
 */
export function createPriceReader(client: PublicClient, { priceFeed }: Deployment): PriceReader {
  const once = oncePerBlock<Price>();
  return async (at, ask) => {
    if (priceFeed === null) return null;
    const feed = { address: priceFeed, abi: priceFeedAbi, blockNumber: BigInt(at.number) } as const;
    const read = async (): Promise<Price | null> => {
      const [[, answer, , updatedAt], decimals] = await Promise.all([
        client.readContract({ ...feed, functionName: 'latestRoundData' }),
        client.readContract({ ...feed, functionName: 'decimals' }),
      ]);
      if (answer <= 0n) return null;
      return { ampUsd: scaled(answer, decimals), updatedAt: Number(updatedAt) };
    };
    return (ask ? once.get(at.hash, read) : once.known(at.hash)).catch(() => null);
  };
}

const scaled = (answer: bigint, decimals: number): bigint =>
  decimals >= PRICE_DECIMALS
    ? answer / 10n ** BigInt(decimals - PRICE_DECIMALS)
    : answer * 10n ** BigInt(PRICE_DECIMALS - decimals);
