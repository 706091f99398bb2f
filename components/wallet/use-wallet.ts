'use client';
'use no memo';
import { createContext, use, useCallback, useRef, useSyncExternalStore } from 'react';
import type { Hex } from '@/lib/domain/codecs';
import { stateFromHint, subscribeWallet, type WalletState, walletState } from './wallet-store';

/** The account that the request's cookie named. Above every component that renders on the server for it. */
export const WalletHint = createContext<Hex | null>(null);

/** The wallet as it is now; on the server and while hydrating, as the cookie has it, so nothing flashes. */
export function useWallet(): WalletState {
  const hint = use(WalletHint);
  const first = useRef<WalletState>(undefined);
  first.current ??= stateFromHint(hint);
  const server = useCallback(() => first.current ?? stateFromHint(null), []);
  return useSyncExternalStore(subscribeWallet, walletState, server);
}

/** The account in use, whether its wallet is back already or not. */
export const accountOf = (wallet: WalletState): Hex | null =>
  wallet.status === 'disconnected' ? null : wallet.account;
