import type { QueryClient } from '@tanstack/react-query';
import type { StaleTopic } from '@/lib/actions/action';
import type { Activity, ActivityState } from '@/lib/actions/activity';
import { type Ending, follow } from '@/lib/actions/follow';
import { type ActionKind, actions, isActionKind, parseIntent } from '@/lib/actions/registry';
import { settle } from '@/lib/actions/settle';
import { bytes32 } from '@/lib/domain/codecs';
import { explain, type Failure } from '@/lib/domain/error-catalogue';
import { markCaughtUp, updateActivity } from './activity-store';
import { catchUp } from './catch-up';
import type { Engine } from './engine';

const MINUTE_MS = 60_000;

/**
 * Follows one transaction to its end, keeps what came of it, and waits until the page's data shows it. Resolves when
 * all of that is done; rejects with the signal's reason when aborted.
 */
export async function trackActivity(
  entry: Activity,
  engine: Engine,
  queries: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  const { client, deployment } = engine;
  const ending = await follow(entry, {
    client,
    signal,
    interval: deployment.local ? 400 : 3_000,
    dropAfter: deployment.local ? MINUTE_MS / 2 : 20 * MINUTE_MS,
    onSeen: (seen) => updateActivity(entry.id, seen),
  });
  if (!isActionKind(entry.kind)) return;
  const { state, stale } = await stateAfter(entry.kind, entry, ending, engine);
  const hash = 'receipt' in ending ? bytes32.parse(ending.receipt.transactionHash) : entry.hash;
  updateActivity(entry.id, { hash, state });
  if (state.status === 'done') await catchUp(queries, stale, state.block);
  markCaughtUp(entry.id);
}

const failed = (failure: Failure, block: number | null): ActivityState => ({
  status: 'failed',
  block,
  problem: explain(failure),
});

async function stateAfter<Kind extends ActionKind>(
  kind: Kind,
  entry: Activity,
  ending: Ending,
  { client, deployment }: Engine,
): Promise<{ state: ActivityState; stale: StaleTopic[] }> {
  if (!('receipt' in ending)) {
    return { state: failed({ kind: 'wallet', problem: { code: ending.kind } }, null), stale: [] };
  }
  const intent = parseIntent(kind, entry.intent);
  const { account, call } = entry;
  const settled = await settle({ kind, intent, receipt: ending.receipt, call, client, deployment, account });
  if (!settled.ok) return { state: failed(settled.failure, settled.block), stale: [] };
  const { text, at } = settled.outcome;
  return {
    state: { status: 'done', block: settled.block, text, at },
    stale: actions[kind].stale(intent, account),
  };
}
