'use client';
'use no memo';
import type { ReactNode } from 'react';
import type { Hex } from '@/lib/domain/codecs';
import { WalletHint } from './use-wallet';

/** For server components, which cannot render a context of the browser's. */
export function WalletHintProvider({ account, children }: { account: Hex | null; children: ReactNode }) {
  return <WalletHint value={account}>{children}</WalletHint>;
}
