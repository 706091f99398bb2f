import type { Hex } from '@/lib/domain/codecs';
import { walletCookieInBrowser } from './wallet-cookie';

/**
 * What every page knows of the wallet without loading any of its code. The wallet's engine, once loaded, writes here.
 * `restoring` is an account that was connected before: shown at once, and usable as soon as the engine is there.
 */
export type WalletState =
  | { status: 'disconnected' }
  | { status: 'restoring'; account: Hex }
  | { status: 'connected'; account: Hex; chainId: number; walletName: string };

const disconnected: WalletState = { status: 'disconnected' };
const listeners = new Set<() => void>();
let state: WalletState | null = null;

/** What the server renders with, and the browser's first rendering too: what the cookie says. */
export const stateFromHint = (hint: Hex | null): WalletState =>
  hint ? { status: 'restoring', account: hint } : disconnected;

/** Browser only. Before the engine has spoken, the cookie does. */
export function walletState(): WalletState {
  state ??= stateFromHint(walletCookieInBrowser());
  return state;
}

export function setWalletState(next: WalletState): void {
  const now = walletState();
  if (JSON.stringify(now) === JSON.stringify(next)) return;
  state = next;
  for (const listener of listeners) listener();
}

export function subscribeWallet(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
