import type { Hex } from './codecs';
import type { Change } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent, EventOf } from './events';
import { DEFAULT_PARTITION } from './partition';
import { type Lookup, MissingEntityError } from './reduce-context';

/** What an event changes of the slices that addresses hold in Amp (protocol: rebuilding balances from logs). */
export function reduceBalance(lookup: Lookup, event: ChainEvent): Change[] {
  switch (event.name) {
    case 'TransferByPartition':
      return move(lookup, event);
    case 'Minted':
      return [credit(lookup, DEFAULT_PARTITION, event.args.to, event.args.value)];
    default:
      return [];
  }
}

const held = (lookup: Lookup, partition: Hex, account: Hex): bigint =>
  lookup('balance', entityKey.balance(partition, account))?.amount ?? 0n;

const credit = (lookup: Lookup, partition: Hex, account: Hex, value: bigint): Change => ({
  kind: 'balance',
  value: { partition, account, amount: held(lookup, partition, account) + value },
});

/** Anyone may emit a transfer of nothing in anyone's name: it moves nothing and is ignored. */
function move(lookup: Lookup, { args, at }: EventOf<'TransferByPartition'>): Change[] {
  const { fromPartition, toPartition, from, to, value } = args;
  if (value === 0n) return [];
  const before = held(lookup, fromPartition, from);
  if (before < value) {
    throw new MissingEntityError({ kind: 'balance', key: entityKey.balance(fromPartition, from) }, at);
  }
  if (fromPartition === toPartition && from === to) return [];
  const debit: Change = {
    kind: 'balance',
    value: { partition: fromPartition, account: from, amount: before - value },
  };
  return [debit, credit(lookup, toPartition, to, value)];
}
