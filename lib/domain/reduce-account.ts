import type { Hex } from './codecs';
import type { Change, DeferredPayout, Position, Ticket } from './entities';
import { entityKey, type GenerationRef, generationRef } from './entity-key';
import type { ChainEvent, EventAt } from './events';
import { poolOf } from './partition';
import { type Lookup, needIn } from './reduce-context';

/** What an event changes of a staker's position and tickets, and of what a pool keeps for a merchant. */
export function reduceAccount(lookup: Lookup, event: ChainEvent): Change[] {
  const { at } = event;
  const need = needIn(lookup, at);
  switch (event.name) {
    case 'Supplied': {
      const { pool, account, amount, accountShares } = event.args;
      const ref = generationRef(need('pool', pool));
      const position = lookup('position', entityKey.position(ref, account)) ?? newPosition(ref, account, at);
      return [
        {
          kind: 'position',
          value: { ...position, shares: accountShares, staked: position.staked + amount },
        },
        ...countStakers(lookup, position, accountShares),
      ];
    }
    case 'ExitRequested': {
      const { pool, account, accountShares, ticketShares } = event.args;
      const exitEpoch = Number(event.args.exitEpoch);
      const ref = generationRef(need('pool', pool));
      const position = need('position', entityKey.position(ref, account));
      const known = lookup('ticket', entityKey.ticket(ref, account, exitEpoch));
      const ticket: Ticket = known ?? {
        ...ref,
        account,
        exitEpoch,
        shares: 0n,
        claimed: 0n,
        requestedAt: at,
      };
      // A ticket that was cancelled and is asked for again begins anew.
      const requestedAt = ticket.shares > 0n ? ticket.requestedAt : at;
      return [
        { kind: 'position', value: { ...position, shares: accountShares } },
        { kind: 'ticket', value: { ...ticket, shares: ticketShares, requestedAt } },
        ...countStakers(lookup, position, accountShares),
      ];
    }
    case 'ExitCancelled': {
      const { pool, account, accountShares } = event.args;
      const ref = generationRef(need('pool', pool));
      const position = need('position', entityKey.position(ref, account));
      const ticket = need('ticket', entityKey.ticket(ref, account, Number(event.args.exitEpoch)));
      return [
        { kind: 'position', value: { ...position, shares: accountShares } },
        { kind: 'ticket', value: { ...ticket, shares: 0n } },
        ...countStakers(lookup, position, accountShares),
      ];
    }
    case 'ExitClaimed': {
      const { pool, account, amount } = event.args;
      const ref = generationRef(need('pool', pool));
      const position = need('position', entityKey.position(ref, account));
      const ticket = need('ticket', entityKey.ticket(ref, account, Number(event.args.exitEpoch)));
      return [
        { kind: 'position', value: { ...position, exited: position.exited + amount } },
        { kind: 'ticket', value: { ...ticket, shares: 0n, claimed: ticket.claimed + amount } },
      ];
    }
    case 'RewardClaimed': {
      const { pool, account, fees, topUps } = event.args;
      // Told of a pool that owes nothing, perhaps to somebody who never was in it.
      if (fees + topUps === 0n) return [];
      const position = need('position', entityKey.position(generationRef(need('pool', pool)), account));
      const feesClaimed = position.feesClaimed + fees;
      const topUpsClaimed = position.topUpsClaimed + topUps;
      return [{ kind: 'position', value: { ...position, feesClaimed, topUpsClaimed } }];
    }
    case 'PayoutDeferred':
    case 'WalletPayoutDeferred':
      return [{ kind: 'deferred', value: kept(event.args, event.args.owed) }];
    case 'DeferredPaid':
    case 'WalletDeferredPaid':
      return [{ kind: 'deferred', value: kept(event.args, 0n) }];
    default:
      return [];
  }
}

/** Who has shares is counted; who adds to them or takes some is so already. */
function countStakers(lookup: Lookup, before: Position, shares: bigint): Change[] {
  const change = Number(shares > 0n) - Number(before.shares > 0n);
  if (change === 0) return [];
  const { pool, generation } = before;
  const known = lookup('stakers', entityKey.stakers(before))?.stakers ?? 0;
  return [{ kind: 'stakers', value: { pool, generation, stakers: known + change } }];
}

const newPosition = (ref: GenerationRef, account: Hex, since: EventAt): Position => ({
  ...ref,
  account,
  shares: 0n,
  staked: 0n,
  exited: 0n,
  feesClaimed: 0n,
  topUpsClaimed: 0n,
  since,
});

/** Kept with the pool's tokens, whichever generation the payment was of. */
const kept = ({ pool, account }: Pick<DeferredPayout, 'pool' | 'account'>, owed: bigint): DeferredPayout => ({
  pool: poolOf(pool),
  account,
  owed,
});
