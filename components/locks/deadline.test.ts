import { describe, expect, it } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import { deadlineOf, endedAt, shareLeft } from './deadline';

const tx: Hex = `0x${'00'.repeat(32)}`;
const at = (timestamp: number) => ({ block: 1, timestamp, logIndex: 0, tx });
const open = {
  status: 'open' as const,
  settleBy: 200,
  expiresAt: 400,
  claimMaturesAt: null,
  claimDelay: 50,
  lockedAt: at(100),
  closedAt: null,
};

describe('deadlineOf', () => {
  it('an open lock should settle by its time', () => {
    expect(deadlineOf(open, 150)).toEqual({ kind: 'settle', at: 200, since: 100 });
  });
  it('a late one can be claimed until it expires', () => {
    expect(deadlineOf(open, 200)).toEqual({ kind: 'claim', at: 400, since: 200 });
  });
  const claimed = { ...open, status: 'claimed' as const, claimMaturesAt: 260 };
  it('a claimed one is paid once the claim has matured', () => {
    expect(deadlineOf(claimed, 210)).toEqual({ kind: 'payout', at: 260, since: 210 });
  });
  it('and can then be collected until it expires', () => {
    expect(deadlineOf(claimed, 260)).toEqual({ kind: 'collect', at: 400, since: 260 });
  });
  it('nothing is waited for once it is over', () => {
    expect(deadlineOf({ ...open, status: 'released' }, 150)).toBeNull();
    expect(deadlineOf({ ...open, status: 'drawn' }, 150)).toBeNull();
    expect(deadlineOf(open, 400)).toBeNull();
  });
});

describe('shareLeft', () => {
  const wait = { kind: 'settle' as const, at: 200, since: 100 };
  it.each([
    [100, 1],
    [150, 0.5],
    [200, 0],
    [900, 0],
    [0, 1],
  ])('at %i it is %d', (now, share) => {
    expect(shareLeft(wait, now)).toBe(share);
  });
  it('a wait of no length has nothing left', () => {
    expect(shareLeft({ ...wait, since: 200 }, 200)).toBe(0);
  });
});

describe('endedAt', () => {
  it('is the block that closed it, or its expiry', () => {
    expect(endedAt({ ...open, closedAt: at(180) }, 500)).toBe(180);
    expect(endedAt(open, 399)).toBeNull();
    expect(endedAt(open, 400)).toBe(400);
  });
});
