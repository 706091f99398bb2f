import { describe, expect, it } from 'vitest';
import type { AdminAnswer, FollowerState, NodeState, PoolHealth, PoolSummary } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { settlePool } from '@/lib/domain/settle';
import { examplePool } from '@/lib/domain/testing/example-pool';
import { findingsOf, healthSentence } from './findings';

const hash: Hex = `0x${'00'.repeat(32)}`;
const at = { number: 40, hash, timestamp: 4_000, finality: 'latest' as const };

const follower: FollowerState = {
  status: 'live',
  head: at,
  chainHead: 40,
  lagBlocks: 0,
  sinceBlock: 1,
  reorgs: 0,
  deepestReorg: 0,
  lastError: null,
  startedAt: 0,
  leads: true,
  audit: { provedTo: 40, soundAt: 40, openAlarms: 0, alarms: [], repairs: 0 },
  nodes: [],
  agreement: { state: 'single', block: null, since: 0, differences: [] },
};
const health: PoolHealth = {
  pool: hash,
  tag: 'ONE',
  balance: 10n,
  chainBalance: 10n,
  parts: {
    assets: 10n,
    exitReserve: 0n,
    rewardReserve: 0n,
    unallocated: 0n,
    deferred: 0n,
    closed: 0n,
  },
  accounted: 10n,
  holds: true,
  overdueLocks: 0,
  overdueWei: 0n,
  exits: [],
};
const admin = (
  over: { follower?: Partial<FollowerState>; pool?: Partial<PoolHealth> } = {},
): AdminAnswer => ({
  at,
  follower: { ...follower, ...over.follower },
  pools: [{ ...health, ...over.pool }],
  alarms: [],
});

function summary(over: Partial<PoolSummary['pool']> = {}): PoolSummary {
  const pool = examplePool({
    id: hash,
    tag: 'ONE',
    params: { maxUtilisationBps: 9000 },
    assets: 100n * WEI_PER_AMP,
    shares: 100n * WEI_PER_AMP,
    ...over,
  });
  return { pool, settled: settlePool(pool, [], 4_000, 600), epochs: [], hours: [], openLocks: 0, stakers: 1 };
}

const node = (name: string, status: NodeState['status'] = 'good'): NodeState => ({
  name,
  inUse: false,
  head: 40,
  lagBlocks: 0,
  latencyMs: 12,
  status,
  reason: status === 'good' ? null : 'because',
});

const verdictOf = (key: string, answer: AdminAnswer, pools: PoolSummary[] = [summary()]) =>
  findingsOf(answer, pools).find((finding) => finding.key === key)?.verdict;

describe('health', () => {
  it('says that nothing is wrong when nothing is', () => {
    const findings = findingsOf(admin(), [summary()]);
    expect(findings.every((finding) => finding.verdict === 'fine')).toBe(true);
    expect(healthSentence(findings)).toBe('Nothing is wrong.');
  });

  it.each([
    [3, 'fine'],
    [4, 'care'],
    [11, 'wrong'],
  ])('a follower %i blocks behind is %s', (lagBlocks, verdict) => {
    expect(verdictOf('follower', admin({ follower: { lagBlocks } }))).toBe(verdict);
  });

  it('a follower that stopped and a node that is silent are wrong, and come first', () => {
    const findings = findingsOf(
      admin({ follower: { status: 'stalled', chainHead: null, lastError: 'gone' } }),
      [],
    );
    expect(findings.slice(0, 2).map((finding) => finding.verdict)).toEqual(['wrong', 'wrong']);
    expect(healthSentence(findings)).toBe('2 things are wrong.');
  });

  it('a node alone is compared with none, and that is said', () => {
    const found = findingsOf(admin(), [summary()]).find(({ key }) => key === 'agreement');
    expect(found).toMatchObject({ verdict: 'fine', what: 'Only one chain node is asked' });
  });

  it.each([
    ['agree', 'fine', 'The 2 chain nodes say the same about block 39'],
    ['unknown', 'care', 'The chain’s nodes are not compared just now'],
    ['disagree', 'wrong', 'The chain’s nodes disagree about block 39'],
  ] as const)('nodes that %s: %s', (state, verdict, what) => {
    const agreement = { ...follower.agreement, state, block: { number: 39, hash } };
    const nodes = [node('node 1'), node('node 2')];
    const found = findingsOf(admin({ follower: { nodes, agreement } }), [summary()]);
    expect(found.find(({ key }) => key === 'agreement')).toMatchObject({ verdict, what });
  });

  it.each([
    ['good', undefined],
    ['behind', 'care'],
    ['silent', 'care'],
    ['limited', 'care'],
    ['lying', 'wrong'],
    ['wrong-chain', 'wrong'],
  ] as const)('a second node that is %s', (status, verdict) => {
    const nodes = [node('node 1'), node('node 2', status)];
    expect(verdictOf('node 2', admin({ follower: { nodes } }))).toBe(verdict);
  });

  it('books that do not add up are wrong and named', () => {
    const findings = findingsOf(admin({ pool: { holds: false } }), [summary()]);
    expect(healthSentence(findings)).toBe('The books of ONE do not add up.');
  });

  it('books that the chain was not asked about need an eye', () => {
    expect(verdictOf('balances', admin({ pool: { chainBalance: null } }))).toBe('care');
  });

  it('overdue payments need an eye', () => {
    const findings = findingsOf(admin({ pool: { overdueLocks: 2, overdueWei: 5n * WEI_PER_AMP } }), [
      summary(),
    ]);
    expect(healthSentence(findings)).toBe('Nothing is wrong. One thing needs an eye.');
    expect(findings[0]).toMatchObject({ what: '2 payments are overdue' });
  });

  it('payouts that were refused need an eye', () => {
    const parts = { ...health.parts, deferred: 7n * WEI_PER_AMP };
    const findings = findingsOf(admin({ pool: { parts } }), [summary()]);
    expect(findings[0]).toMatchObject({
      verdict: 'care',
      detail: 'Merchants’ own contracts refused 7 AMP in ONE. It is kept for them.',
    });
  });

  it('a pause is named, with what it cannot stop', () => {
    const paused = summary({ pauses: { stakes: true, locks: true, draws: false } });
    expect(findingsOf(admin(), [paused])[0]?.what).toBe('Paused: ONE for new stakes, new payments');
  });

  it('a pool is nearly full from nine tenths of its capacity on', () => {
    expect(verdictOf('full', admin(), [summary({ locked: 81n * WEI_PER_AMP })])).toBe('care');
    expect(verdictOf('full', admin(), [summary({ locked: 80n * WEI_PER_AMP })])).toBe('fine');
  });

  it('says what the audit found wrong, what it has not looked at, and that it found nothing', () => {
    const of = (audit: Partial<FollowerState['audit']>) =>
      findingsOf(admin({ follower: { audit: { ...follower.audit, ...audit } } }), [summary()]).find(
        ({ key }) => key === 'audit',
      );
    expect(of({ openAlarms: 2 })).toMatchObject({ verdict: 'wrong' });
    expect(of({ openAlarms: 2 })?.what).toMatch(/^2 stored figures are not what the chain says/);
    expect(of({ provedTo: null })).toMatchObject({ verdict: 'care' });
    expect(of({ provedTo: 40 })).toMatchObject({ verdict: 'fine' });
    const behind = findingsOf(
      admin({ follower: { head: { ...at, number: 5_000 }, audit: { ...follower.audit, provedTo: 40 } } }),
      [summary()],
    ).find(({ key }) => key === 'audit');
    expect(behind).toMatchObject({ verdict: 'care', what: '4,960 blocks are still to be proved' });
  });
});
