import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountAnswer, type Movement, movement } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { LotRow } from '@/lib/domain/lots-answer';
import { DEFAULT_PARTITION, poolOf } from '@/lib/domain/partition';
import type { PoolStory } from '@/lib/domain/testing/pool-story';
import { type Deed, deedKinds, PEOPLE, playDeeds, SHOP } from '@/lib/domain/testing/random-deeds';
import { csvExport, jsonExport } from '@/lib/http/export';
import { readAccount } from './account';
import { readLots } from './account-lots';
import { readMovements } from './account-movements';
import { openStorySource } from './testing/story-source';

/** Dust that rounding leaves in an account's pools: more would hide a line that is missing. */
const MOST_DUST = 1_000n;

const deeds = fc.array(
  fc.record<Deed>({
    kind: fc.constantFrom(...deedKinds),
    who: fc.nat(2),
    other: fc.nat(11),
    pool: fc.nat(1),
    part: fc.integer({ min: 1, max: 10_000 }),
    seconds: fc.constantFrom(0, 12, 400),
  }),
  { minLength: 10, maxLength: 90 },
);

/** What an address has in each partition: the tokens that moved, and nothing else. */
function balancesOf(story: PoolStory, account: Hex): Map<Hex, bigint> {
  const balances = new Map<Hex, bigint>();
  const add = (partition: Hex, wei: bigint) => balances.set(partition, (balances.get(partition) ?? 0n) + wei);
  for (const { name, args } of story.blocks.flatMap(({ events }) => events)) {
    if (name === 'Minted' && args.to === account) add(DEFAULT_PARTITION, args.value);
    if (name !== 'TransferByPartition') continue;
    if (args.from === account) add(args.fromPartition, -args.value);
    if (args.to === account) add(args.toPartition, args.value);
  }
  return balances;
}

describe('the exports of an account', () => {
  let db: Awaited<ReturnType<typeof openStorySource>>;
  beforeAll(async () => {
    db = await openStorySource();
  });
  afterAll(() => db.close());

  const options = (account: Hex) => ({ row: movement, name: `history-${account}` });
  async function csvOf(account: Hex): Promise<Record<string, string>[]> {
    const response = await csvExport(await readMovements(db.source, account, {}), options(account));
    const [head = [], ...lines] = (await response.text())
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    return lines.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
  }
  async function jsonOf(account: Hex) {
    const about = { address: account };
    const read = await readMovements(db.source, account, {});
    const response = await jsonExport(read, { ...options(account), about, list: 'movements' });
    const { movements } = await response.json();
    return movements.map((one: unknown) => movement.parse(one));
  }

  it('add up, to the wei, to the balance of each partition and the worth of each stake, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (list) => {
        const story = playDeeds(list);
        await db.tell(story);
        for (const account of [...PEOPLE, SHOP]) {
          const lines = await csvOf(account);
          const sums = new Map<string, bigint>();
          for (const { partition = '', wei = '' } of lines)
            sums.set(partition, (sums.get(partition) ?? 0n) + BigInt(wei));

          for (const [partition, wei] of balancesOf(story, account))
            expect(sums.get(partition) ?? 0n, partition).toBe(wei);
          const { positions, tickets } = await db.receive(accountAnswer, (view) =>
            readAccount(view, account),
          );
          const staked = new Map<string, bigint>();
          for (const { pool, assets } of [...positions, ...tickets.filter(isOpen)])
            staked.set(poolOf(pool), (staked.get(poolOf(pool)) ?? 0n) + assets);
          for (const [pool, wei] of staked) expect(sums.get(pool) ?? 0n, pool).toBe(wei);

          for (const { kind, wei = '', amp = '', time = '', tx } of lines) {
            expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
            const [whole = '', fraction = ''] = amp.split('.');
            expect(BigInt(whole + fraction.padEnd(18, '0')).toString()).toBe(wei);
            if (kind === 'rounding') expect(BigInt(wei) ** 2n).toBeLessThan(MOST_DUST ** 2n);
            else expect(tx).toMatch(/^0x[0-9a-f]{64}$/);
          }
          expect((await jsonOf(account)).map(({ wei }: { wei: bigint }) => String(wei))).toEqual(
            lines.map(({ wei }) => wei),
          );
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('tell lots that add up to what is there and to what has left, the oldest first', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (list) => {
        await db.tell(playDeeds(list));
        for (const account of [...PEOPLE, SHOP]) {
          const movements: Movement[] = await jsonOf(account);
          const { parts } = await readLots(db.source, account, {});
          const lots: LotRow[] = [];
          for await (const part of parts) lots.push(...part);
          const sum = (rows: readonly { wei: bigint }[]) => rows.reduce((total, { wei }) => total + wei, 0n);
          const left = lots.filter(
            ({ state, disposedKind }) => state === 'disposed' && disposedKind !== 'rounding',
          );
          expect(sum(lots.filter(({ state }) => state === 'held'))).toBe(sum(movements));
          expect(sum(left)).toBe(soldOf(movements));
          const acquired = lots.filter(({ acquiredKind }) => acquiredKind !== 'rounding');
          const times = acquired.map(({ acquiredBlock }) => acquiredBlock);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          for (const { acquiredBlock, disposedBlock, wei } of lots) {
            expect(wei).toBeGreaterThan(0n);
            expect(disposedBlock ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(acquiredBlock);
          }
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});

/** What crosses an account's border, out of it: told from its movements alone, without any lots. */
function soldOf(movements: readonly Movement[]): bigint {
  const byTx = new Map<string, Movement[]>();
  for (const one of movements) byTx.set(`${one.tx}`, [...(byTx.get(`${one.tx}`) ?? []), one]);
  const outright = ['sent', 'loss'];
  const inside = ['staked', 'exit-claimed', 'deposited', 'withdrawn', 'moved'];
  return [...byTx.values()].reduce((total, ofTx) => {
    const toOthers = ({ kind, wei, counterparty }: Movement) =>
      outright.includes(kind) || (kind === 'exit-claimed' && wei < 0n && counterparty !== null);
    const sold = ofTx.filter(toOthers).reduce((sum, { wei }) => sum - wei, 0n);
    const net = ofTx
      .filter((one) => inside.includes(one.kind) && !toOthers(one))
      .reduce((sum, { wei }) => sum + wei, 0n);
    return total + sold + (net < 0n ? -net : 0n);
  }, 0n);
}

const isOpen = ({ state }: { state: string }): boolean => state === 'waiting' || state === 'due';
