import { describe, expect, it } from 'vitest';
import type { FollowerState } from '@/lib/domain/api';
import { whyNotReady } from './readiness';

const live: FollowerState = {
  status: 'live',
  head: { number: 5, hash: `0x${'1'.repeat(64)}`, timestamp: 1, finality: 'latest' },
  chainHead: 5,
  lagBlocks: 0,
  sinceBlock: 0,
  reorgs: 0,
  deepestReorg: 0,
  lastError: null,
  startedAt: 0,
  leads: true,
  audit: { provedTo: null, soundAt: null, openAlarms: 0, alarms: [], repairs: 0 },
  nodes: [],
  agreement: { state: 'single', block: null, since: 0, differences: [] },
};

describe('whyNotReady', () => {
  it('has nothing to say of a server that keeps up', () => {
    expect(whyNotReady(live)).toBeNull();
    expect(whyNotReady({ ...live, lagBlocks: 10 })).toBeNull();
  });

  it('says how far behind the server is', () => {
    expect(whyNotReady({ ...live, lagBlocks: 11 })).toBe('11 blocks behind the chain.');
    expect(whyNotReady({ ...live, status: 'backfilling', lagBlocks: 900 })).toContain('900 blocks to go');
  });

  it('passes on why the follower stands still', () => {
    const stalled = { ...live, status: 'stalled' as const };
    expect(whyNotReady({ ...stalled, lastError: 'The chain node does not answer.' })).toBe(
      'The chain node does not answer.',
    );
    expect(whyNotReady(stalled)).not.toBeNull();
  });

  it('is never ready without a block', () => {
    expect(whyNotReady({ ...live, head: null })).not.toBeNull();
    expect(whyNotReady({ ...live, status: 'starting' })).not.toBeNull();
  });
});
