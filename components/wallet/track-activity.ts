import type { QueryClient } from '@tanstack/react-query';
import type { TransactionReceipt } from 'viem';
import type { StaleTopic } from '@/lib/actions/action';
import { type Activity, type ActivityState, minedIn } from '@/lib/actions/activity';
import { type Ending, follow, pause, watchMined } from '@/lib/actions/follow';
import { type ActionKind, actions, isActionKind, parseIntent } from '@/lib/actions/registry';
import { settle } from '@/lib/actions/settle';
import { bytes32, type Hex } from '@/lib/domain/codecs';
import { explain, type Failure } from '@/lib/domain/error-catalogue';
import type { Explanation } from '@/lib/domain/explanation';
import { explainWalletProblem } from '@/lib/domain/wallet-problems';
import { knownActivities, markCaughtUp, updateActivity, updateMined } from './activity-store';
import { catchUp } from './catch-up';
import { loadEngine } from './load-engine';
import type { Reader } from './load-reader';

const MINUTE_MS = 60_000;

/**
 * Follows one transaction to its end, keeps what came of it, and waits until the page's data shows it. Resolves when
 * all of that is done; rejects with the signal's reason when aborted.
 */
export async function trackActivity(
  entry: Activity,
  reader: Reader,
  queries: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  const { client, deployment } = reader;
  const interval = deployment.local ? 400 : 3_000;
  const sent = entry.hash ?? (await hashOfBatch(entry, interval, signal));
  if (sent === null) {
    await updateActivity(entry.id, { state: failed(explainWalletProblem({ code: 'batch-failed' }), null) });
    markCaughtUp(entry.id);
    return;
  }
  const ending = await follow(
    { ...entry, hash: sent },
    {
      client,
      signal,
      interval,
      dropAfter: deployment.local ? MINUTE_MS / 2 : 20 * MINUTE_MS,
      known: knownActivities,
      onSeen: (seen) => void updateActivity(entry.id, { hash: sent, ...seen }),
    },
  );
  if (!isActionKind(entry.kind)) return;
  const { state, stale } = await stateAfter(entry.kind, entry, ending, reader);
  const hash = 'receipt' in ending ? bytes32.parse(ending.receipt.transactionHash) : sent;
  await updateActivity(entry.id, { hash, state });
  if (state.status === 'done') await catchUp(queries, stale, state.mined.block);
  markCaughtUp(entry.id);
}

/** Watches what is mined until it is final. One that a reorg has taken back is under way again. */
export async function guardMined(entry: Activity, { client, deployment }: Reader, signal: AbortSignal) {
  const mined = minedIn(entry);
  const { hash } = entry;
  if (!mined || !hash) return;
  const interval = deployment.local ? 2_000 : 12_000;
  const fate = await watchMined({ hash, ...mined }, { client, signal, interval });
  await updateMined(entry.id, { blockHash: mined.blockHash, fate });
}

/** The transaction that the wallet made of a batch; null when it made none. Only the wallet knows. */
async function hashOfBatch({ id }: Activity, interval: number, signal: AbortSignal): Promise<Hex | null> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const status = await (await loadEngine()).batchStatus(id);
      if (status.is === 'mined') return status.hash;
      if (status.is === 'failed') return null;
    } catch {
      // The wallet is not connected just now, or does not answer: it is asked again.
    }
    await pause(interval, signal);
  }
}

const failed = (problem: Explanation, mined: Extract<ActivityState, { status: 'failed' }>['mined']) => ({
  status: 'failed' as const,
  mined,
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
  { client, deployment }: Reader,
): Promise<{ state: ActivityState; stale: StaleTopic[] }> {
  if (!('receipt' in ending)) {
    const takenBack = entry.state.status === 'pending' && entry.state.takenBack && ending.kind === 'dropped';
    const problem = explainWalletProblem({ code: takenBack ? 'taken-back' : ending.kind });
    return { state: failed(problem, null), stale: [] };
  }
  const { receipt } = ending;
  const intent = parseIntent(kind, entry.intent);
  const { account, call, step } = entry;
  const settled = await settle({
    kind,
    intent,
    step: step.key,
    receipt,
    call,
    client,
    deployment,
    account,
  });
  const mined = {
    block: Number(receipt.blockNumber),
    blockHash: bytes32.parse(receipt.blockHash),
    final: false,
  };
  if (!settled.ok) return { state: failed(explainMined(settled.failure, receipt), mined), stale: [] };
  const { text, at } = settled.outcome;
  return { state: { status: 'done', mined, text, at }, stale: actions[kind].stale(intent, account) };
}
