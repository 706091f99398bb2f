import type { Change } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent } from './events';
import { type Lookup, needIn } from './reduce-context';

/** What an event changes of a slice: what one lock in place has of one holder. */
export function reduceSlice(lookup: Lookup, event: ChainEvent): Change[] {
  switch (event.name) {
    case 'SliceLocked': {
      const { paymentId, pool, holder, amount, expiresAt } = event.args;
      const index = Number(event.args.index);
      return [
        {
          kind: 'slice',
          value: { paymentId, index, pool, holder, amount, remaining: amount, drawn: 0n, expiresAt },
        },
      ];
    }
    case 'SliceReleased':
    case 'SliceDrawn': {
      const { paymentId, index, amount, remaining } = event.args;
      const slice = needIn(lookup, event.at)('slice', entityKey.slice(paymentId, Number(index)));
      const drawn = slice.drawn + (event.name === 'SliceDrawn' ? amount : 0n);
      return [{ kind: 'slice', value: { ...slice, remaining, drawn } }];
    }
    default:
      return [];
  }
}
