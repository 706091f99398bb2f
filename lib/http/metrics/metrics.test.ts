import { describe, expect, it } from 'vitest';
import { exposition } from './exposition';
import { createHttpMetrics } from './http-metrics';

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
