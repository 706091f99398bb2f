import { describe, expect, it } from 'vitest';
import { type FollowerState, nodeStatuses } from '@/lib/domain/api';
import { exposition } from './exposition';
import { createHttpMetrics } from './http-metrics';
import { runtimeFamilies } from './runtime-metrics';

describe('exposition', () => {
  it('writes what each figure is, and its samples', () => {
    const samples = [{ labels: { tag: 'a "b"\\\n' }, value: 2 }, { value: Number.POSITIVE_INFINITY }];
    expect(exposition([{ name: 'x', help: 'An x.\nReally.', type: 'gauge', samples }])).toBe(
      '# HELP x An x.\\nReally.\n# TYPE x gauge\nx{tag="a \\"b\\"\\\\\\n"} 2\nx +Inf\n',
    );
  });

  it('says nothing of what is not known', () => {
    expect(exposition([{ name: 'x', help: 'An x.', type: 'gauge', samples: [] }])).toBe('');
  });
});

describe('requests', () => {
  it('are counted by route, method and class, and timed', () => {
    const { observe, families } = createHttpMetrics();
    observe({ route: '/api/pools', method: 'GET', status: 200, ms: 3, from: 'read' });
    observe({ route: '/api/pools', method: 'GET', status: 304, ms: 0.4, from: 'kept' });
    observe({ route: '/api/pools', method: 'GET', status: 204, ms: 20_000 });
    const lines = exposition(families()).split('\n');
    expect(lines).toContain('ampledge_http_requests_total{route="/api/pools",method="GET",status="2xx"} 2');
    expect(lines).toContain('ampledge_http_requests_total{route="/api/pools",method="GET",status="3xx"} 1');
    expect(lines).toContain('ampledge_http_answers_total{route="/api/pools",from="kept"} 1');
    const bucket = (le: string) => `ampledge_http_request_seconds_bucket{route="/api/pools",le="${le}"}`;
    expect(lines).toContain(`${bucket('0.001')} 1`);
    expect(lines).toContain(`${bucket('0.005')} 2`);
    expect(lines).toContain(`${bucket('10')} 2`);
    expect(lines).toContain(`${bucket('+Inf')} 3`);
    expect(lines).toContain('ampledge_http_request_seconds_count{route="/api/pools"} 3');
  });

  it('cannot make more labels than there are routes, methods and classes', () => {
    const { observe, families } = createHttpMetrics();
    for (let n = 0; n < 1_000; n += 1) {
      observe({ route: '/api/x', method: `METHOD${n}`, status: 400 + (n % 100), ms: n });
    }
    expect(families()[0]?.samples).toEqual([
      { labels: { route: '/api/x', method: 'other', status: '4xx' }, value: 1_000 },
    ]);
  });
});

describe('what the parts of the server say', () => {
  const state: FollowerState = {
    status: 'live',
    head: { number: 7, hash: `0x${'ab'.repeat(32)}`, timestamp: 1_000, finality: 'latest' },
    chainHead: 9,
    lagBlocks: 2,
    sinceBlock: null,
    reorgs: 3,
    deepestReorg: 2,
    lastError: null,
    startedAt: 0,
    leads: true,
    nodes: [
      {
        name: 'node 1',
        inUse: true,
        head: 9,
        lagBlocks: 0,
        latencyMs: 5,
        status: nodeStatuses[0],
        reason: null,
      },
    ],
    agreement: { state: 'disagree', block: null, since: 0, differences: [] },
    audit: { provedTo: 7, soundAt: null, openAlarms: 1, alarms: [], repairs: 0 },
  };
  const families = runtimeFamilies(
    {
      follower: { state: () => state },
      hub: { clients: () => 4 },
      database: { connections: () => ({ busy: 1, idle: 2, waiting: 0 }) },
    },
    1_012_000,
  );
  const lines = exposition(families).split('\n');

  it('is told of the follower, its nodes, the streams, the audit and the database', () => {
    for (const line of [
      'ampledge_ready 1',
      'ampledge_follower_status{status="live"} 1',
      'ampledge_follower_head_age_seconds 12',
      'ampledge_follower_lag_blocks 2',
      'ampledge_follower_reorgs_total 3',
      'ampledge_live_clients 4',
      'ampledge_node_latency_seconds{node="node 1"} 0.005',
      'ampledge_nodes_disagree 1',
      'ampledge_audit_open_alarms 1',
      'ampledge_db_connections{state="idle"} 2',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.join()).not.toContain('since_block');
  });

  it('is told once: no name stands for two figures', () => {
    const names = [...families, ...createHttpMetrics().families()].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is that nobody may come, before there are any', () => {
    expect(exposition(runtimeFamilies(null))).toContain('ampledge_ready 0');
  });
});
