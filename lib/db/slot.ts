import type { Hex } from '@/lib/domain/codecs';

/** A slice of Amp as the ledger knows it. */
export type Slot = {
  partition: Hex;
  account: Hex;
  /** wei after the last block that was taken in */
  amount: bigint;
  /** whether the database has it, committed or of this transaction */
  stored: boolean;
  /** the block from which its newest version holds, while that is kept back */
  newestFrom: number | null;
  newestAmount: bigint;
};
