import type { Hex } from '@/lib/domain/codecs';
import { type ChainEvent, chainEvent, type EventOf } from '@/lib/domain/events';
import { poolOf } from '@/lib/domain/partition';
import type { WriteTx } from './connection';
import { events, transfers } from './schema';

type EventRow = typeof events.$inferSelect;
type TransferRow = typeof transfers.$inferSelect;
type Parties = Pick<EventRow, 'pool' | 'account' | 'counterparty' | 'paymentId'>;
type Transfer = EventOf<'TransferByPartition'>;

/** Events that are facts from now on, each in its table. */
export async function writeFacts(tx: WriteTx, happened: readonly ChainEvent[]): Promise<void> {
  const moved: string[] = [];
  const other: EventRow[] = [];
  for (const event of happened) {
    if (event.name === 'TransferByPartition') moved.push(transferLine(event));
    else other.push(eventToRow(event));
  }
  await tx.copyText(transfers, TRANSFER_COLUMNS, moved.join(''));
  await tx.copy(events, other);
}

const TRANSFER_COLUMNS = [
  ...['block', 'logIndex', 'timestamp', 'tx', 'operator'],
  ...['fromPartition', 'toPartition', 'from', 'to', 'value'],
];

/** A transfer in COPY's text form, in the order of the columns above: hex and numbers need no escapes. */
const transferLine = ({ at, args }: Transfer): string =>
  `${at.block}\t${at.logIndex}\t${at.timestamp}\t${at.tx}\t${args.operator}\t` +
  `${args.fromPartition}\t${args.toPartition}\t${args.from}\t${args.to}\t${args.value}\n`;

/** An event as its row: the JSON form of its arguments, and what it is looked up by. */
export function eventToRow(event: Exclude<ChainEvent, Transfer>): EventRow {
  const { block, logIndex, timestamp, tx } = event.at;
  const args = inJson(event.args);
  return { block, logIndex, timestamp, tx, name: event.name, ...partiesOf(event), args };
}

/** What `z.encode` makes of arguments, which are flat but for a struct and hold numbers, hex, booleans and bigints. */
const inJson = (args: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]: [string, unknown]) => {
      if (typeof value === 'bigint') return [name, value.toString()];
      return [name, typeof value === 'object' && value !== null ? inJson(value) : value];
    }),
  );

export function transferToRow({ at, args }: Transfer): TransferRow {
  const { block, logIndex, timestamp, tx } = at;
  const { operator, fromPartition, toPartition, from, to, value } = args;
  return { block, logIndex, timestamp, tx, operator, fromPartition, toPartition, from, to, value };
}

export const transferFromRow = ({ block, logIndex, timestamp, tx, ...args }: TransferRow): Transfer => ({
  name: 'TransferByPartition',
  at: { block, logIndex, timestamp, tx },
  args,
});

/** The event again; throws ZodError on a row that no event of ours could have made. */
export const eventFromRow = ({ block, logIndex, timestamp, tx, name, args }: EventRow): ChainEvent =>
  chainEvent.parse({ name, at: { block, timestamp, logIndex, tx }, args });

const parties = (
  pool: Hex | null,
  account: Hex | null,
  counterparty: Hex | null = null,
  paymentId: Hex | null = null,
): Parties => ({ pool: pool && poolOf(pool), account, counterparty, paymentId });

function partiesOf(event: Exclude<ChainEvent, Transfer>): Parties {
  switch (event.name) {
    case 'PoolCreated':
    case 'ParamsSet':
    case 'WalletPoolCreated':
    case 'WalletParamsSet':
      return parties(event.args.pool, null);
    case 'GenerationClosed':
      return parties(event.args.pool, null);
    case 'PausesSet':
    case 'WalletPausesSet':
      return parties(event.args.pool, null, event.args.by);
    case 'EpochRolled':
      return parties(event.args.pool, null);
    case 'MerchantSet':
    case 'WalletMerchantSet':
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
    case 'WalletDeferredPaid':
      return parties(event.args.pool, event.args.account, event.args.to);
    case 'PayoutDeferred':
    case 'WalletPayoutDeferred':
      return parties(event.args.pool, event.args.account, null, event.args.paymentId);
    case 'CollateralLocked':
    case 'LockClaimed':
    case 'WalletCollateralLocked':
    case 'WalletLockClaimed':
      return parties(event.args.pool, event.args.merchant, null, event.args.paymentId);
    case 'LockDrawn':
    case 'WalletLockDrawn':
      return parties(event.args.pool, event.args.merchant, event.args.by, event.args.paymentId);
    case 'LockReleased':
    case 'WalletLockReleased':
      return parties(event.args.pool, null, event.args.by, event.args.paymentId);
    case 'LockSkipped':
    case 'WalletLockSkipped':
      return parties(event.args.pool, null, null, event.args.paymentId);
    case 'RoleGranted':
    case 'RoleRevoked':
    case 'WalletRoleGranted':
    case 'WalletRoleRevoked':
      return parties(null, event.args.account, event.args.sender);
    case 'DefaultAdminTransferScheduled':
    case 'WalletDefaultAdminTransferScheduled':
      return parties(null, event.args.newAdmin);
    case 'RoleAdminChanged':
    case 'DefaultAdminTransferCanceled':
    case 'DefaultAdminDelayChangeScheduled':
    case 'DefaultAdminDelayChangeCanceled':
    case 'WalletRoleAdminChanged':
    case 'WalletDefaultAdminTransferCanceled':
    case 'WalletDefaultAdminDelayChangeScheduled':
    case 'WalletDefaultAdminDelayChangeCanceled':
      return parties(null, null);
    case 'Minted':
      return parties(null, event.args.to, event.args.operator);
    case 'HolderEnrolled':
    case 'HolderUnenrolled':
    case 'HolderRolled':
      return parties(event.args.pool, event.args.holder);
    case 'SliceLocked':
    case 'SliceReleased':
      return parties(event.args.pool, event.args.holder, null, event.args.paymentId);
    case 'SliceDrawn':
      return parties(event.args.pool, event.args.holder, event.args.merchant, event.args.paymentId);
    case 'AuthorizedOperator':
    case 'RevokedOperator':
    case 'AuthorizedOperatorByPartition':
    case 'RevokedOperatorByPartition':
      return parties(null, event.args.tokenHolder, event.args.operator);
    case 'ApprovalByPartition':
      return parties(null, event.args.owner, event.args.spender);
    case 'CollateralManagerRegistered':
      return parties(null, event.args.collateralManager);
    case 'PartitionStrategySet':
      return parties(null, event.args.implementation);
    case 'OwnershipTransferAuthorization':
      return parties(null, event.args.authorizedAddress);
    case 'OwnerUpdate':
      return parties(null, event.args.newValue, event.args.oldValue);
    case 'ManagerChanged':
      return parties(null, event.args.account, event.args.newManager);
    case 'InterfaceImplementerSet':
      return parties(null, event.args.account, event.args.implementer);
  }
}
