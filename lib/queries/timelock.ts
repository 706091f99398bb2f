import type { TimelockAnswer } from '@/lib/domain/api';
import type { Finish, View } from './view';

/** What the managers' timelock holds, asked of the chain. */
export async function readTimelockQueue({ at, deployment }: View): Promise<Finish<TimelockAnswer>> {
  return async (chain) => ({ at, timelock: deployment.timelock, queue: await chain.timelock() });
}
