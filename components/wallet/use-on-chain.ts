'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ActionContext } from '@/lib/actions/action';
import type { Hex } from '@/lib/domain/codecs';
import { loadReader } from './load-reader';
import { onChainKey } from './on-chain-key';

type Reads = typeof import('./on-chain-reads');

/** What grows or changes with the chain is asked for again this often while a page shows it. */
const AGAIN_MS = 6_000;

/** What was read, and the block it was read at: that is how the page knows that it has caught up with a receipt. */
export type OnChain<Value> = { at: { number: number; timestamp: number }; value: Value };

/**
 * Something about an account that the browser asks the chain itself, at its latest block. `name` stands for the question
 * with all that it depends on. Brings no code until there is an account.
 */
export function useOnChain<Value>(
  account: Hex | null,
  name: string,
  read: (reads: Reads, context: ActionContext) => Promise<Value>,
) {
  return useQuery({
    queryKey: [...onChainKey(account ?? '0x'), name],
    enabled: account !== null,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<OnChain<Value>> => {
      const [reader, reads, { headContext }] = await Promise.all([
        loadReader(),
        import('./on-chain-reads'),
        import('@/lib/actions/head-context'),
      ]);
      const context = await headContext(reader, account ?? '0x');
      const { number, timestamp } = context.block;
      return { at: { number: Number(number), timestamp }, value: await read(reads, context) };
    },
  });
}
