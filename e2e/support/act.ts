import { createClient, http } from 'viem';
import type { ActionKind, IntentOf } from '@/lib/actions/registry';
import { simulate } from '@/lib/actions/simulate';
import { withDeployment } from './fixtures';
import type { Person } from './person';

/** Does an action whole, without the page: as the same person would on another device. */
export async function act<Kind extends ActionKind>(
  { chain, account, address }: Person,
  kind: Kind,
  intent: IntentOf<Kind>,
): Promise<void> {
  const deployment = await withDeployment();
  const client = createClient({ transport: http(chain.rpcUrl), cacheTime: 0 });
  for (let left = Number.POSITIVE_INFINITY; left > 1; ) {
    const { steps } = await simulate({ kind, intent, client, deployment, account: address });
    await chain.transact(account, steps[0].call);
    left = steps.length;
  }
}
