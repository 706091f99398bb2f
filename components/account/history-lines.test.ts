import { describe, expect, it } from 'vitest';
import type { AccountEntry } from '@/lib/domain/api';
import { changeOf } from './history-lines';

const entry = (
  kind: AccountEntry['kind'],
  amount: bigint,
  counterparty: AccountEntry['counterparty'] = null,
) => ({
  at: { block: 1, timestamp: 1, logIndex: 0, tx: `0x${'00'.repeat(32)}` as const },
  kind,
  pool: null,
  paymentId: null,
  counterparty,
  amount,
});

describe('what a line of the history changed', () => {
  it('moves a stake out of what can be spent, into the pool', () => {
    expect(changeOf(entry('staked', 100n))).toEqual({ spendable: -100n, inPools: 100n });
  });

  it('moves a claim back, unless it was paid to somebody else', () => {
    expect(changeOf(entry('exit-claimed', -90n))).toEqual({ spendable: 90n, inPools: -90n });
    expect(changeOf(entry('exit-claimed', -90n, `0x${'11'.repeat(20)}`))).toEqual({
      spendable: null,
      inPools: -90n,
    });
  });

  it('adds rewards to what can be spent, unless they were paid to somebody else', () => {
    expect(changeOf(entry('rewarded', 3n))).toEqual({ spendable: 3n, inPools: null });
    expect(changeOf(entry('rewarded', 3n, `0x${'11'.repeat(20)}`))).toEqual({
      spendable: null,
      inPools: null,
    });
  });

  it('takes a loss from the pool alone, and plain transfers from the spendable balance alone', () => {
    expect(changeOf(entry('loss', -10n))).toEqual({ spendable: null, inPools: -10n });
    expect(changeOf(entry('sent', -5n))).toEqual({ spendable: -5n, inPools: null });
    expect(changeOf(entry('received', 5n))).toEqual({ spendable: 5n, inPools: null });
  });

  it('leaves a life’s sums where they belong: stake, loss, claim', () => {
    const life = [
      entry('received', 100n),
      entry('staked', 100n),
      entry('loss', -10n),
      entry('exit-claimed', -90n),
    ];
    const sum = (side: 'spendable' | 'inPools') =>
      life.reduce((total, one) => total + (changeOf(one)[side] ?? 0n), 0n);
    expect(sum('spendable')).toBe(90n);
    expect(sum('inPools')).toBe(0n);
  });
});
