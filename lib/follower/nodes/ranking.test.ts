import { describe, expect, test } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import type { FaultKind } from './node-fault';
import { paceOf } from './pace';
import { bestHead, isBehind, rank } from './ranking';
import { Standing } from './standing';

const hash: Hex = `0x${'1'.repeat(64)}`;
const NOW = 1_000_000;

function node(name: string, head: number | null, latencyMs: number, fault?: FaultKind): Standing {
  const made = new Standing(name, paceOf(false).pauses);
  made.verified = true;
  if (head !== null) made.sawHead({ number: head, hash }, NOW);
  made.answered(latencyMs, NOW);
  if (fault) made.failed({ kind: fault, reason: 'because' }, NOW);
  return made;
}
const order = (nodes: Standing[], inUse: Standing | null = null) =>
  rank(nodes, inUse, NOW).map(({ name }) => name);

describe('the order of nodes', () => {
  test('the highest head first, then the quickest', () => {
    const nodes = [node('slow', 10, 200), node('quick', 10, 20), node('high', 11, 500), node('new', null, 1)];
    expect(order(nodes)).toEqual(['high', 'quick', 'slow', 'new']);
  });

  test('those with a fault come last, the smallest fault first', () => {
    const faults: FaultKind[] = ['wrong-chain', 'lying', 'silent', 'limited', 'behind'];
    const nodes = [...faults.map((kind) => node(kind, 99, 1, kind)), node('well', 5, 900)];
    expect(order(nodes)).toEqual(['well', 'behind', 'limited', 'silent', 'lying', 'wrong-chain']);
  });

  test('the one in use is kept unless another is higher or clearly quicker', () => {
    const [used, bit, much, high] = [
      node('used', 10, 100),
      node('bit', 10, 80),
      node('much', 10, 50),
      node('high', 11, 400),
    ];
    expect(order([bit, used], used)[0]).toBe('used');
    expect(order([bit, used, much], used)[0]).toBe('much');
    expect(order([bit, used, high], used)[0]).toBe('high');
  });
});

describe('a node', () => {
  test('is behind when another had a block for a while that it lacks', () => {
    const [ahead, late] = [node('ahead', 12, 1), node('late', 11, 1)];
    const both = [ahead, late];
    expect(isBehind(late, both, 5_000, NOW + 4_999)).toBe(false);
    expect(isBehind(late, both, 5_000, NOW + 5_000)).toBe(true);
    late.sawHead({ number: 12, hash }, NOW + 5_001);
    expect(isBehind(late, both, 5_000, NOW + 9_000)).toBe(false);
  });

  test('that is not believed makes nobody seem behind, and its head counts for nothing', () => {
    const [liar, honest] = [node('liar', 1_000_000, 1, 'lying'), node('honest', 11, 1)];
    expect(isBehind(honest, [liar, honest], 0, NOW + 1)).toBe(false);
    expect(bestHead([liar, honest], NOW)).toBe(11);
  });

  test('that was silent is well as soon as it answers, and spared for longer each time', () => {
    const one = node('one', 1, 1);
    const silent = { kind: 'silent', reason: 'because' } as const;
    one.failed(silent, NOW);
    expect([one.isGood(NOW), one.mayBeAsked(NOW + 999), one.mayBeAsked(NOW + 1_000)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(one.isGood(NOW + 60_000)).toBe(false);
    one.mended();
    expect(one.isGood(NOW + 1_001)).toBe(true);
    one.failed(silent, NOW + 1_002);
    expect([one.mayBeAsked(NOW + 3_001), one.mayBeAsked(NOW + 3_002)]).toEqual([false, true]);
  });

  test('that lied is not believed again because it answers, or falls silent, but after a time', () => {
    const one = node('one', 1, 1, 'lying');
    one.mended();
    one.failed({ kind: 'silent', reason: 'gone' }, NOW + 1);
    one.mended();
    expect(one.fault(NOW + 59_999)?.kind).toBe('lying');
    expect(one.isGood(NOW + 60_000)).toBe(true);
  });

  test('that says how long it wants to be spared is', () => {
    const one = node('one', 1, 1);
    one.failed({ kind: 'limited', reason: 'because', pauseMs: 30_000 }, NOW);
    expect([one.isGood(NOW + 29_999), one.isGood(NOW + 30_000)]).toEqual([false, true]);
  });
});
