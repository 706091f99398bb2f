'use no memo';
import { useSyncExternalStore } from 'react';
import type { Explanation } from '@/lib/domain/explanation';

/**
 * Connecting a wallet on another device, as far as it has got. Small, since the header has it at first load: it opens
 * the dialog that shows this.
 */
export type Pairing =
  | { is: 'none' }
  | { is: 'making' }
  /** a wallet that reads the link, or its picture, asks its person whether to connect */
  | { is: 'code'; uri: string }
  | { is: 'failed'; problem: Explanation };

const none: Pairing = { is: 'none' };
const listeners = new Set<() => void>();
let pairing: Pairing = none;
let giveUp = () => {};

export function setPairing(next: Pairing): void {
  pairing = next;
  for (const listener of listeners) listener();
}

/** Begins one, in place of any other. `onGivenUp` hears when the person closes the dialog, or begins anew. */
export function beginPairing(onGivenUp: () => void): void {
  giveUp();
  giveUp = onGivenUp;
  setPairing({ is: 'making' });
}

/** The person wants none of it any more. */
export function closePairing(): void {
  giveUp();
  giveUp = () => {};
  setPairing(none);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePairing = (): Pairing =>
  useSyncExternalStore(
    subscribe,
    () => pairing,
    () => none,
  );
