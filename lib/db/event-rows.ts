import { z } from 'zod';
import type { Hex } from '@/lib/domain/codecs';
import { type ChainEvent, chainEvent } from '@/lib/domain/events';
import { poolOf } from '@/lib/domain/partition';
import type { events } from './schema';

type EventRow = typeof events.$inferSelect;
type Parties = Pick<EventRow, 'pool' | 'account' | 'counterparty' | 'paymentId'>;

/** An event as its row: the JSON form of its arguments, and what it is looked up by. */
export function eventToRow(event: ChainEvent): EventRow {
  const { block, logIndex, timestamp, tx } = event.at;
  const { args } = z.encode(chainEvent, event);
  return { block, logIndex, timestamp, tx, name: event.name, ...partiesOf(event), args };
}

/** The event again; throws ZodError on a row that no event of ours could have made. */
export const eventFromRow = ({ block, logIndex, timestamp, tx, name, args }: EventRow): ChainEvent =>
  chainEvent.parse({ name, at: { block, timestamp, logIndex, tx }, args });

const parties = (
  pool: Hex | null,
  account: Hex | null,
  counterparty: Hex | null = null,
  paymentId: Hex | null = null,
): Parties => ({ pool: pool && poolOf(pool), account, counterparty, paymentId });

function partiesOf(event: ChainEvent): Parties {
  switch (event.name) {
    case 'PoolCreated':
    case 'ParamsSet':
      return parties(event.args.pool, null);
    case 'GenerationClosed':
      return parties(event.args.pool, null);
    case 'PausesSet':
      return parties(event.args.pool, null, event.args.by);
    case 'EpochRolled':
      return parties(event.args.pool, null);
    case 'MerchantSet':
      return parties(null, event.args.merchant);
    case 'Supplied':
    case 'ExitRequested':
    case 'ExitCancelled':
      return parties(event.args.pool, event.args.account);
    case 'ExitClaimed':
      return parties(event.args.pool, event.args.account, event.args.to);
    case 'RewardFunded':
      return parties(event.args.pool, event.args.from);
    case 'RewardClaimed':
    case 'DeferredPaid':
      return parties(event.args.pool, event.args.account, event.args.to);
    case 'PayoutDeferred':
      return parties(event.args.pool, event.args.account, null, event.args.paymentId);
    case 'CollateralLocked':
    case 'LockClaimed':
      return parties(event.args.pool, event.args.merchant, null, event.args.paymentId);
    case 'LockDrawn':
      return parties(event.args.pool, event.args.merchant, event.args.by, event.args.paymentId);
    case 'LockReleased':
      return parties(event.args.pool, null, event.args.by, event.args.paymentId);
    case 'LockSkipped':
      return parties(event.args.pool, null, null, event.args.paymentId);
    case 'RoleGranted':
    case 'RoleRevoked':
      return parties(null, event.args.account, event.args.sender);
    case 'DefaultAdminTransferScheduled':
      return parties(null, event.args.newAdmin);
    case 'RoleAdminChanged':
    case 'DefaultAdminTransferCanceled':
    case 'DefaultAdminDelayChangeScheduled':
    case 'DefaultAdminDelayChangeCanceled':
      return parties(null, null);
    case 'TransferByPartition':
      return parties(null, event.args.from, event.args.to);
    case 'Minted':
      return parties(null, event.args.to, event.args.operator);
  }
}
