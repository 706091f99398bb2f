import type { QueryClient } from '@tanstack/react-query';
import type { TransactionReceipt } from 'viem';
import type { StaleTopic } from '@/lib/actions/action';
import type { Activity, ActivityState } from '@/lib/actions/activity';
import { type Ending, follow } from '@/lib/actions/follow';
import { type ActionKind, actions, isActionKind, parseIntent } from '@/lib/actions/registry';
import { settle } from '@/lib/actions/settle';
import { bytes32 } from '@/lib/domain/codecs';
import { explain, type Failure } from '@/lib/domain/error-catalogue';
import type { Explanation } from '@/lib/domain/explanation';
import { explainWalletProblem } from '@/lib/domain/wallet-problems';
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

const failed = (problem: Explanation, block: number | null): ActivityState => ({
  status: 'failed',
  block,
  problem,
});

/** A transaction that reverted is not one that never was: it has cost its fee. */
function explainMined(failure: Failure, receipt: TransactionReceipt): Explanation {
  const words = explain(failure);
  if (receipt.status === 'success') return words;
  return { ...words, cause: `${words.cause} The transaction was mined and undone: only its fee is spent.` };
}

async function stateAfter<Kind extends ActionKind>(
  kind: Kind,
  entry: Activity,
  ending: Ending,
  { client, deployment }: Engine,
): Promise<{ state: ActivityState; stale: StaleTopic[] }> {
  if (!('receipt' in ending)) {
    return { state: failed(explainWalletProblem({ code: ending.kind }), null), stale: [] };
  }
  const { receipt } = ending;
  const intent = parseIntent(kind, entry.intent);
  const { account, call } = entry;
  const settled = await settle({ kind, intent, receipt, call, client, deployment, account });
  const { block } = settled;
  if (!settled.ok) return { state: failed(explainMined(settled.failure, receipt), block), stale: [] };
  const { text, at } = settled.outcome;
  return { state: { status: 'done', block, text, at }, stale: actions[kind].stale(intent, account) };
}
