import { zeroAddress } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { destinationPartition } from '@/lib/domain/amp-transfer';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockHeader, ChainEvent, EventName, EventOf } from '@/lib/domain/events';
import { createCutters, type EventCutter } from './abi-cutter';
import type { ChainLog, LogFilter } from './chain-reader';
import { createLogCheck, type LogCheck } from './nodes/log-check';

/** Whose events these are. Every name of `lib/domain/events.ts` is here, or it would not compile. */
const emitters: Record<EventName, 'pool' | 'amp'> = {
  PoolCreated: 'pool',
  ParamsSet: 'pool',
  PausesSet: 'pool',
  MerchantSet: 'pool',
  Supplied: 'pool',
  ExitRequested: 'pool',
  ExitCancelled: 'pool',
  EpochRolled: 'pool',
  ExitClaimed: 'pool',
  RewardFunded: 'pool',
  RewardClaimed: 'pool',
  CollateralLocked: 'pool',
  LockSkipped: 'pool',
  LockReleased: 'pool',
  LockClaimed: 'pool',
  LockDrawn: 'pool',
  PayoutDeferred: 'pool',
  DeferredPaid: 'pool',
  GenerationClosed: 'pool',
  RoleGranted: 'pool',
  RoleRevoked: 'pool',
  RoleAdminChanged: 'pool',
  DefaultAdminTransferScheduled: 'pool',
  DefaultAdminTransferCanceled: 'pool',
  DefaultAdminDelayChangeScheduled: 'pool',
  DefaultAdminDelayChangeCanceled: 'pool',
  TransferByPartition: 'amp',
  Minted: 'amp',
};

const namesOf = (emitter: 'pool' | 'amp'): string[] =>
  Object.entries(emitters).flatMap(([name, by]) => (by === emitter ? [name] : []));

const poolCutters = createCutters(collateralPoolAbi, namesOf('pool'));
const ampCutters = createCutters(ampAbi, namesOf('amp'));

/** A log that should be one of ours cannot be read: the node cut it, or the deployment names another contract. */
export class UndecodableLogError extends Error {
  constructor(name: string, log: ChainLog, options: ErrorOptions) {
    super(`the log ${log.logIndex} of block ${log.blockNumber} is no ${name} of this version`, options);
    this.name = 'UndecodableLogError';
  }
}

export type Decoder = {
  /** What to ask the node for: logs of these addresses with one of these first topics. */
  filter: LogFilter;
  /** Whether logs that a node told of under this filter can be those of a block. */
  check: LogCheck;
  /** The events of one block in their order; logs that are not ours, or say nothing, are left out. */
  decode: (header: BlockHeader, logs: readonly ChainLog[]) => ChainEvent[];
};

export function createDecoder({ amp, collateralPool }: Pick<Deployment, 'amp' | 'collateralPool'>): Decoder {
  const cutters = new Map<string, EventCutter>();
  for (const cutter of poolCutters) cutters.set(`${collateralPool}/${cutter.topic}`, cutter);
  for (const cutter of ampCutters) cutters.set(`${amp}/${cutter.topic}`, cutter);
  const topics = [...new Set([...poolCutters, ...ampCutters].map(({ topic }) => topic))];
  const filter: LogFilter = { address: [collateralPool, amp], topics: [topics] };
  return {
    filter,
    check: createLogCheck(filter),
    decode(header, logs) {
      let draw: EventOf<'LockDrawn'> | undefined;
      return logs.flatMap((log) => {
        const cutter = cutters.get(`${log.address}/${log.topics[0]}`);
        if (!cutter) return [];
        const event = readEvent(cutter, header, log, draw);
        if (event.name === 'LockDrawn') draw = event;
        return isSilent(event) ? [] : [event];
      });
    },
  };
}

function readEvent(
  { name, cut }: EventCutter,
  header: BlockHeader,
  log: ChainLog,
  draw: EventOf<'LockDrawn'> | undefined,
): ChainEvent {
  try {
    const args = cut(log.topics, log.data);
    if (name === 'PayoutDeferred') {
      // A payout is deferred right after its draw, in the same transaction: nobody is called in between.
      if (draw?.at.tx !== log.transactionHash) throw new RangeError('a payout is deferred without a draw');
      args.paymentId = draw.args.paymentId;
    }
    const at = {
      block: header.number,
      timestamp: header.timestamp,
      logIndex: log.logIndex,
      tx: log.transactionHash,
    };
    // The cutters are made from the ABI, whose events have the fields of `ChainEvent`: a test holds the two together.
    return { name, at, args: ampArgs[name]?.(args) ?? args } as ChainEvent;
  } catch (cause) {
    throw new UndecodableLogError(name, log, { cause });
  }
}

type Args = Record<string, unknown>;

/** Amp's events carry data: it names the partition that a transfer ends in, and is kept for nothing else. */
const ampArgs: Record<string, (args: Args) => Args> = {
  TransferByPartition: ({ fromPartition, operator, from, to, value, data }) => ({
    fromPartition,
    // Both are cut from the log's hex.
    toPartition: destinationPartition(fromPartition as Hex, data as Hex),
    operator,
    from,
    to,
    value,
  }),
  Minted: ({ operator, to, value }) => ({ operator, to, value }),
};

/** Moves nothing, so that anyone may emit it in anyone's name; or repeats what `Minted` said. */
const isSilent = (event: ChainEvent): boolean =>
  event.name === 'TransferByPartition' && (event.args.value === 0n || event.args.from === zeroAddress);
