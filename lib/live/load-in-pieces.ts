import type * as LiveEngine from './live-engine';

/** The library of schemas and what all of ours are made with: every other piece waits for them. */
const shared = [() => import('./schema-core'), () => import('@/lib/domain/codecs')];

/** What the stream's code stands on besides, the deepest first. Each makes its schemas when it has come. */
const pieces = [
  () => import('@/lib/domain/wallet-events'),
  () => import('@/lib/domain/amp-events'),
  () => import('@/lib/domain/events'),
  () => import('@/lib/domain/entities'),
  () => import('@/lib/domain/answers/pools'),
  () => import('@/lib/domain/api'),
];

/**
 * The stream's code, each piece made ready in a task of its own, where the whole would be one that holds up a phone. What
 * is shared comes first: were all asked for at once, all would begin in the task in which the last of it comes.
 */
export async function loadInPieces(): Promise<typeof LiveEngine> {
  for (const load of shared) {
    await load();
    await nextTask();
  }
  await Promise.all(pieces.map((load) => load()));
  return import('./live-engine');
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));
