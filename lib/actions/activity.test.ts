import { describe, expect, it } from 'vitest';
import { type Activity, addActivity, changeActivity, changeMined, underWay, unfinished } from './activity';
import { parseActivities, writeActivities } from './activity-schema';

const id = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const;
const pending = { status: 'pending', takenBack: false } as const;
const entry = (n: number, state: Activity['state'] = pending): Activity => ({
  id: id(n),
  via: 'transaction',
  hash: id(n),
  chainId: 31337,
  account: `0x${'11'.repeat(20)}`,
  kind: 'stake',
  intent: { pool: id(1), value: '5' },
  title: `Stake ${n}`,
  step: { key: 'only', title: '', index: 0, of: 1 },
  sentAt: n,
  sentAtBlock: n,
  call: null,
  nonce: null,
  seenAtBlock: null,
  state,
});
const mined = { block: 5, blockHash: id(55), final: false };
const done = { status: 'done', mined, text: 'Done.', at: null } as const;
const problem = { title: 'a', cause: 'b', next: 'c' };

describe('the list of a person’s transactions', () => {
  it('comes back from storage as it went in', () => {
    const list = [entry(1), entry(2, done), entry(3, { status: 'failed', mined: null, problem })];
    expect(parseActivities(writeActivities(list))).toEqual(list);
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
    const text = JSON.stringify([{ broken: true }, ...JSON.parse(writeActivities([entry(1)]))]);
    expect(parseActivities(text)).toEqual([entry(1)]);
  });

  it('holds the newest first, and one entry a transaction', () => {
    const list = addActivity(addActivity([], entry(1)), entry(2));
    expect(list.map((one) => one.id)).toEqual([id(2), id(1)]);
    expect(addActivity(list, entry(1))).toHaveLength(2);
  });

  it('forgets the oldest of what is over, and never what is under way', () => {
    const first = entry(1);
    const over = Array.from({ length: 60 }, (_, n) => entry(n + 2, done));
    const list = over.reduce(addActivity, [first]);
    expect(list).toContainEqual(first);
    expect(list.filter((one) => one.state.status === 'done')).toHaveLength(50);
    expect(list[0]?.id).toBe(id(61));
  });

  it('leaves what is over as it ended, whatever another tab says later', () => {
    const ended = changeActivity([entry(1)], id(1), { state: done });
    expect(changeActivity(ended, id(1), { state: { status: 'failed', mined, problem } })).toEqual(ended);
  });

  it('takes back what was mined when a reorg has taken its block, once', () => {
    const list = [entry(1, done)];
    const gone = changeMined(list, id(1), { blockHash: mined.blockHash, fate: 'gone' });
    expect(gone[0]?.state).toEqual({ status: 'pending', takenBack: true });
    const again = changeActivity(gone, id(1), {
      state: { ...done, mined: { ...mined, blockHash: id(56) } },
    });
    // Another tab says it later, of the block that was: it is mined in another one by now.
    expect(changeMined(again, id(1), { blockHash: mined.blockHash, fate: 'gone' })).toEqual(again);
  });

  it('is final when the chain says so', () => {
    const [final] = changeMined([entry(1, done)], id(1), { blockHash: mined.blockHash, fate: 'final' });
    expect(final?.state).toEqual({ ...done, mined: { ...mined, final: true } });
  });

  it('knows what is under way, by what it does and not by its hash', () => {
    const list = [entry(1)];
    const same = { ...entry(2), intent: { pool: id(1), value: '5' } };
    expect(underWay(list, same)?.id).toBe(id(1));
    expect(underWay(list, { ...same, intent: { pool: id(1), value: '6' } })).toBeUndefined();
    expect(underWay([entry(1, done)], same)).toBeUndefined();
  });

  describe('between two steps', () => {
    const step = (n: number, index: number, state: Activity['state']): Activity => ({
      ...entry(n, state),
      step: { key: `step-${index}`, title: '', index, of: 2 },
    });
    const left = (...list: Activity[]) => unfinished(list, entry(9))?.id;
    const failed = { status: 'failed', mined: null, problem } as const;

    it('goes on after the first, also when the second did not go through', () => {
      expect(left(step(1, 0, done))).toBe(id(1));
      expect(left(step(2, 1, failed), step(1, 0, done))).toBe(id(2));
    });
    it('has nothing to go on with when all went through, or nothing did', () => {
      expect(left(step(2, 1, done), step(1, 0, done))).toBeUndefined();
      expect(left(step(1, 0, failed))).toBeUndefined();
      expect(left(entry(1, done))).toBeUndefined();
      expect(left()).toBeUndefined();
    });
  });
});
