'use client';
import { laterPage } from '@/components/ui/later';

/** The ledger, which can be read before it can be filtered. */
export const LedgerLater = laterPage(() => import('./ledger-view').then((loaded) => loaded.LedgerView));
