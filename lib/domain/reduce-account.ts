import type { Change, Position, Ticket } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent } from './events';
import { type Lookup, needIn } from './reduce-context';

/** What an event changes of a staker's position and tickets. */
export function reduceAccount(lookup: Lookup, event: ChainEvent): Change[] {
  const { at } = event;
  const need = needIn(lookup, at);
  switch (event.name) {
    case 'Supplied': {
      const { pool, account, amount, accountShares } = event.args;
      const known = lookup('position', entityKey.position(pool, account));
      const position: Position = known ?? { pool, account, shares: 0n, staked: 0n, exited: 0n, since: at };
      return [
        {
          kind: 'position',
          value: { ...position, shares: accountShares, staked: position.staked + amount },
        },
      ];
    }
    case 'ExitRequested': {
      const { pool, account, accountShares, ticketShares } = event.args;
      const exitEpoch = Number(event.args.exitEpoch);
      const position = need('position', entityKey.position(pool, account));
      const known = lookup('ticket', entityKey.ticket(pool, account, exitEpoch));
      const ticket: Ticket = known ?? { pool, account, exitEpoch, shares: 0n, claimed: 0n, requestedAt: at };
      // A ticket that was cancelled and is asked for again begins anew.
      const requestedAt = ticket.shares > 0n ? ticket.requestedAt : at;
      return [
        { kind: 'position', value: { ...position, shares: accountShares } },
        { kind: 'ticket', value: { ...ticket, shares: ticketShares, requestedAt } },
      ];
    }
    case 'ExitCancelled': {
      const { pool, account, accountShares } = event.args;
      const position = need('position', entityKey.position(pool, account));
      const ticket = need('ticket', entityKey.ticket(pool, account, Number(event.args.exitEpoch)));
      return [
        { kind: 'position', value: { ...position, shares: accountShares } },
        { kind: 'ticket', value: { ...ticket, shares: 0n } },
      ];
    }
    case 'ExitClaimed': {
      const { pool, account, amount } = event.args;
      const position = need('position', entityKey.position(pool, account));
      const ticket = need('ticket', entityKey.ticket(pool, account, Number(event.args.exitEpoch)));
      return [
        { kind: 'position', value: { ...position, exited: position.exited + amount } },
        { kind: 'ticket', value: { ...ticket, shares: 0n, claimed: ticket.claimed + amount } },
      ];
    }
    default:
      return [];
  }
}
