import type * as LiveEngine from './live-engine';

/**
 * What the stream's code stands on, the deepest first. They are asked for at once; each makes its schemas when it has
 * come, in a task of its own, where the whole would be one that holds up a phone.
 */
const pieces = [
  () => import('./schema-core'),
  () => import('@/lib/domain/codecs'),
  () => import('@/lib/domain/wallet-events'),
  () => import('@/lib/domain/amp-events'),
  () => import('@/lib/domain/events'),
  () => import('@/lib/domain/entities'),
  () => import('@/lib/domain/answers/pools'),
  () => import('@/lib/domain/api'),
];

export async function loadInPieces(): Promise<typeof LiveEngine> {
  await Promise.all(pieces.map((load) => load()));
  return import('./live-engine');
}
