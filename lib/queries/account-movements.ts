import type { AccountMovement } from '@/lib/domain/account-history';
import type { Movement } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { BlockRef } from '@/lib/domain/entities';
import { decimalAmp } from '@/lib/domain/money';
import { decodePartition, poolOf } from '@/lib/domain/partition';
import { isoTime } from '@/lib/domain/text';
import { readAccount } from './account';
import { tellWindow, windowOf } from './account-window';
import { readPart } from './parts';
import { pricesAt } from './prices';
import { type ReadAt, read, type Source } from './view';

/** Events that are read at a time: enough to be quick, too few to fill the memory. */
const EVENTS_A_PART = 1_000;

export type MovementParts = { at: BlockRef; parts: AsyncIterable<Movement[]> };

/**
 * Everything that ever changed what an account has, oldest first, part by part. Ends with a line of `rounding` for each
 * pool whose lines do not come to the wei: what its stake is worth is rounded anew with every draw.
 */
export async function readMovements(source: Source, address: Hex, where: ReadAt): Promise<MovementParts> {
  const account = await read(source, (view) => readAccount(view, address), where);
  if (account === null) throw new TypeError('every address has an account');
  const { at } = account;
  const staked = new Map<Hex, bigint>();
  const add = (pool: Hex, wei: bigint) => staked.set(poolOf(pool), (staked.get(poolOf(pool)) ?? 0n) + wei);
  for (const { pool, assets } of account.positions) add(pool, assets);
  for (const { pool, assets, state } of account.tickets) {
    if (state === 'waiting' || state === 'due') add(pool, assets);
  }
  return { at, parts: movementParts(source, address, at, staked) };
}

async function* movementParts(source: Source, address: Hex, at: BlockRef, staked: ReadonlyMap<Hex, bigint>) {
  const told = new Map<Hex, bigint>();
  let after = -1;
  while (after < at.number) {
    const within = { after, upTo: at.number };
    const part = await readPart(source, at, async (view) => {
      const window = await windowOf(view, address, { within, size: EVENTS_A_PART, order: 'asc' });
      const { movements } = await tellWindow(view, address, window);
      const prices = await pricesAt(
        view,
        movements.map(({ at }) => at),
      );
      return { window, movements, prices };
    });
    for (const { place, amount } of part.movements) told.set(place, (told.get(place) ?? 0n) + amount);
    yield part.movements.map((one) => toMovement(one, part.prices.get(one.at.block) ?? null));
    after = part.window.upTo;
  }
  yield [...staked].flatMap(([pool, wei]) => {
    const missing = wei - (told.get(pool) ?? 0n);
    return missing === 0n ? [] : [rounding(pool, missing, at)];
  });
}

const toMovement = (
  { at, kind, place, paymentId, counterparty, amount }: AccountMovement,
  ampUsd: bigint | null,
): Movement => ({
  time: isoTime(at.timestamp),
  block: at.block,
  logIndex: at.logIndex,
  tx: at.tx,
  kind,
  place: decodePartition(place).kind,
  partition: place,
  paymentId,
  counterparty,
  wei: amount,
  amp: decimalAmp(amount),
  ampUsd,
});

const rounding = (pool: Hex, wei: bigint, at: BlockRef): Movement => ({
  time: isoTime(at.timestamp),
  block: at.number,
  logIndex: null,
  tx: null,
  kind: 'rounding',
  place: 'pool',
  partition: pool,
  paymentId: null,
  counterparty: null,
  wei,
  amp: decimalAmp(wei),
  ampUsd: null,
});
