import type { Client } from 'viem';
import type { Deployment } from '@/lib/domain/api';
import { walletOptions } from './load-engine';

/** Reads of the chain through our proxy, with nothing of a wallet: also for whoever has none. */
export type Reader = { deployment: Deployment; client: Client };

let reader: Promise<Reader> | null = null;

/** The code for it, fetched once. A failed fetch is tried again the next time. */
export function loadReader(): Promise<Reader> {
  reader ??= Promise.all([walletOptions, import('./reader')])
    .then(([{ deployment }, { createReader }]) => ({ deployment, client: createReader(deployment) }))
    .catch((error) => {
      reader = null;
      throw error;
    });
  return reader;
}
