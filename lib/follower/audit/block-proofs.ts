import type { Database } from '@/lib/db';
import type { AuditFacts } from '@/lib/domain/api';
import type { BlockHeader } from '@/lib/domain/events';
import type { Decoder } from '../decode';
import type { Prover } from '../proof/prove-block';
import type { BlockEvents } from '../take-in';
import { type BlockRows, differingRows, readBlockRows, rowsOfBlock, sameRows } from './stored-blocks';

/** A block of which something else is stored than its hash proves, and what it really holds. */
export type WrongBlock = {
  stored: BlockHeader;
  proven: BlockEvents;
  expected: AuditFacts;
  found: AuditFacts;
};

export type Proofs = {
  /** the last block that was proved, with all before it that were asked for; null when not even the first was */
  provedTo: number | null;
  /** the first that was wrong: nothing after it was looked at */
  wrong: WrongBlock | null;
};

/**
 * Proves what is stored of blocks `from` to `to`, in their order. Stops early where the chain has left a block, or where
 * one is not stored. Throws `UnprovableError` and the reader's errors.
 */
export async function proveBlocks(
  { db }: Pick<Database, 'db'>,
  prover: Prover,
  decoder: Decoder,
  from: number,
  to: number,
): Promise<Proofs> {
  const stored = await readBlockRows(db, from, to);
  // Asked together, they travel together.
  const proofs = await Promise.allSettled(stored.map(({ header }) => prover.prove(header.hash)));
  let provedTo: number | null = null;
  for (const [index, rows] of stored.entries()) {
    const proof = proofs[index];
    if (rows.header.number !== from + index || !proof) break;
    if (proof.status === 'rejected') {
      if (provedTo === null) throw proof.reason;
      break;
    }
    if (!proof.value) break;
    const { block, logs } = proof.value;
    const proven = { block, events: decoder.decode(block, logs) };
    const truth = rowsOfBlock(block, proven.events);
    if (!sameRows(rows, truth)) return { provedTo, wrong: wrongBlock(rows, truth, proven) };
    provedTo = block.number;
  }
  return { provedTo, wrong: null };
}

const wrongBlock = (rows: BlockRows, truth: BlockRows, proven: BlockEvents): WrongBlock => ({
  stored: rows.header,
  proven,
  expected: differingRows(truth, rows),
  found: differingRows(rows, truth),
});
