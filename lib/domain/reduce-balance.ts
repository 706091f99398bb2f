import type { Hex } from './codecs';
import type { Change } from './entities';
import { entityKey, keyOf } from './entity-key';
import type { ChainEvent, EventAt } from './events';
import { DEFAULT_PARTITION, decodePartition } from './partition';
import { type Lookup, MissingEntityError, type ReduceContext, type TrackedBalances } from './reduce-context';

/** Amp reports a mint by a transfer from here too: `Minted` has counted it. */
const NOBODY: Hex = `0x${'0'.repeat(40)}`;

type Slice = { partition: Hex; account: Hex };

/** What an event adds to a slice, or takes from it: wei. */
export type Move = Slice & { wei: bigint };

const NONE: readonly Move[] = [];

/** How an event moves slices of Amp (protocol: rebuilding balances from logs), tracked ones alone. */
export function movesOf(event: ChainEvent, { balances = 'all' }: ReduceContext): readonly Move[] {
  switch (event.name) {
    case 'TransferByPartition': {
      const { fromPartition, toPartition, from, to, value } = event.args;
      // Anyone may emit a transfer of nothing in anyone's name.
      if (value === 0n || from === NOBODY) return NONE;
      if (fromPartition === toPartition && from === to) return NONE;
      const moves = [
        { partition: fromPartition, account: from, wei: -value },
        { partition: toPartition, account: to, wei: value },
      ];
      return balances === 'all' ? moves : moves.filter(({ partition }) => isTracked(balances, partition));
    }
    case 'Minted': {
      const { to, value } = event.args;
      if (!isTracked(balances, DEFAULT_PARTITION)) return NONE;
      return [{ partition: DEFAULT_PARTITION, account: to, wei: value }];
    }
    default:
      return NONE;
  }
}

/**
 * What an event changes of the slices that addresses hold in Amp.
 *
 * A slice may be below zero between two events: a receiver's hook can pass tokens on before the transfer that
 * brought them is logged. After a whole block none may be: see {@link refuseOverdrawn}.
 */
export const reduceBalance = (lookup: Lookup, event: ChainEvent, context: ReduceContext): Change[] =>
  movesOf(event, context).map(({ partition, account, wei }) => {
    const held = lookup('balance', entityKey.balance(partition, account))?.amount ?? 0n;
    return { kind: 'balance', value: { partition, account, amount: held + wei } };
  });

function isTracked(balances: TrackedBalances, partition: Hex): boolean {
  if (balances === 'all') return true;
  const decoded = decodePartition(partition);
  return decoded.kind !== 'default' && balances.owners.includes(decoded.owner);
}

/** Throws `MissingEntityError` for a slice that a block leaves below zero: an earlier transfer was never seen. */
export function refuseOverdrawn(changes: Iterable<Change>, at: EventAt): void {
  for (const change of changes) {
    if (change.kind === 'balance' && change.value.amount < 0n) {
      throw new MissingEntityError({ kind: 'balance', key: keyOf(change) }, at);
    }
  }
}
