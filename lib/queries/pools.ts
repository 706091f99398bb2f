import type { PoolsAnswer } from '@/lib/domain/api';
import { readPoolSummaries } from './pool-summaries';
import type { Finish, View } from './view';

/** Every pool, oldest first. */
export async function readPools(view: View): Promise<Finish<PoolsAnswer>> {
  const { at, deployment } = view;
  const pools = await readPoolSummaries(view);
  return async (chain) => ({
    at,
    price: await chain.price(),
    epochLength: deployment.epochLength,
    pools,
  });
}
