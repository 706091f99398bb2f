import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Activity, activity, addActivity, changeActivity, parseActivities } from './activity';

const id = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const;
const entry = (n: number, state: Activity['state'] = { status: 'pending' }): Activity => ({
  id: id(n),
  hash: id(n),
  chainId: 31337,
  account: `0x${'11'.repeat(20)}`,
  kind: 'stake',
  intent: { pool: id(1), value: '5' },
  title: `Stake ${n}`,
  sentAt: n,
  call: null,
  nonce: null,
  seenAtBlock: null,
  state,
});
const done = { status: 'done', block: 5, text: 'Done.', at: null } as const;

describe('the list of a person’s transactions', () => {
  it('comes back from storage as it went in', () => {
    const list = [
      entry(1),
      entry(2, done),
      entry(3, { status: 'failed', block: null, problem: { title: 'a', cause: 'b', next: 'c' } }),
    ];
    expect(parseActivities(JSON.stringify(list.map((one) => z.encode(activity, one))))).toEqual(list);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['no list', '{"a":1}'],
    ['strangers', '[1, null, {"id":"0x1"}]'],
  ])('is empty when storage holds %s', (_what, text) => {
    expect(parseActivities(text)).toEqual([]);
  });

  it('loses only what it cannot read', () => {
    const text = JSON.stringify([{ broken: true }, z.encode(activity, entry(1))]);
    expect(parseActivities(text)).toEqual([entry(1)]);
  });

  it('holds the newest first, and one entry a transaction', () => {
    const list = addActivity(addActivity([], entry(1)), entry(2));
    expect(list.map((one) => one.id)).toEqual([id(2), id(1)]);
    expect(addActivity(list, entry(1))).toHaveLength(2);
  });

  it('forgets the oldest of what is over, and never what is under way', () => {
    const pending = entry(1);
    const over = Array.from({ length: 60 }, (_, n) => entry(n + 2, done));
    const list = over.reduce(addActivity, [pending]);
    expect(list).toContainEqual(pending);
    expect(list.filter((one) => one.state.status === 'done')).toHaveLength(50);
    expect(list[0]?.id).toBe(id(61));
  });

  it('leaves what is over as it ended, whatever another tab says later', () => {
    const ended = changeActivity([entry(1)], id(1), { state: done });
    const problem = { title: 'a', cause: 'b', next: 'c' };
    expect(changeActivity(ended, id(1), { state: { status: 'failed', block: 6, problem } })).toEqual(ended);
  });
});
