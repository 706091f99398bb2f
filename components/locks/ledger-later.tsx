'use client';
import { later } from '@/components/ui/later';

/** The ledger's rows, which can be read before they can be filtered. */
export const LedgerLater = later(() => import('./ledger').then((loaded) => loaded.Ledger));
