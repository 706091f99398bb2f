'use client';
import { Ledger } from './ledger';
import { LedgerTitle } from './ledger-title';

/** How many payments are live, and all there ever were. */
export function LedgerView() {
  return (
    <>
      <LedgerTitle />
      <Ledger />
    </>
  );
}
