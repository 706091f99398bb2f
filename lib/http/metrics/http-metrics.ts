import type { Served } from '../answer-cache';
import type { Family, Labels, Sample } from './exposition';

/** One request that was answered. `from` says where the answer came from, of routes that keep answers. */
export type Observation = {
  /** the route's name, never the path: a label must not grow with what visitors type */
  route: string;
  method: string;
  status: number;
  ms: number;
  from?: Served['from'] | undefined;
};
export type Observe = (observation: Observation) => void;

/** Upper bounds in seconds: from an answer that was kept to one that made somebody wait. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

type Counted = { labels: Labels; count: number };
type Timed = { labels: Labels; buckets: number[]; count: number; seconds: number };

/** Counts requests. Memory is bounded by the routes there are, times methods and classes of status. */
export function createHttpMetrics() {
  const requests = new Map<string, Counted>();
  const answers = new Map<string, Counted>();
  const latencies = new Map<string, Timed>();

  const count = (counts: Map<string, Counted>, labels: Labels) => {
    const key = Object.values(labels).join(' ');
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { labels, count: 1 });
  };
  const time = (route: string, seconds: number) => {
    const known = latencies.get(route) ?? {
      labels: { route },
      buckets: BUCKETS.map(() => 0),
      count: 0,
      seconds: 0,
    };
    latencies.set(route, known);
    known.count += 1;
    known.seconds += seconds;
    const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
    if (bucket !== -1) known.buckets[bucket] = (known.buckets[bucket] ?? 0) + 1;
  };

  const observe: Observe = ({ route, method, status, ms, from }) => {
    count(requests, {
      route,
      method: METHODS.has(method) ? method : 'other',
      status: `${Math.floor(status / 100)}xx`,
    });
    if (from) count(answers, { route, from });
    time(route, ms / 1000);
  };

  const samplesOf = (counts: Map<string, Counted>): Sample[] =>
    [...counts.values()].map(({ labels, count }) => ({ labels, value: count }));

  return {
    observe,
    families: (): Family[] => [
      {
        name: 'ampledge_http_requests_total',
        help: 'Requests answered, by route, method and class of status.',
        type: 'counter',
        samples: samplesOf(requests),
      },
      {
        name: 'ampledge_http_answers_total',
        help: 'Answers of routes that keep them: kept, shared with others who asked, read, or old because reading failed.',
        type: 'counter',
        samples: samplesOf(answers),
      },
      {
        name: 'ampledge_http_request_seconds',
        help: 'Seconds until an answer began.',
        type: 'histogram',
        samples: [...latencies.values()].flatMap(histogramOf),
      },
    ],
  };
}

export type HttpMetrics = ReturnType<typeof createHttpMetrics>;

function histogramOf({ labels, buckets, count, seconds }: Timed): Sample[] {
  let below = 0;
  const steps = BUCKETS.map((bound, index): Sample => {
    below += buckets[index] ?? 0;
    return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below };
  });
  return [
    ...steps,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: seconds },
    { suffix: '_count', labels, value: count },
  ];
}

const SLOT = Symbol.for('ampledge.http-metrics');
const shared: typeof globalThis & { [SLOT]?: HttpMetrics } = globalThis;

/** The server's one: routes are bundled apart, each with module state of its own. */
export function httpMetrics(): HttpMetrics {
  shared[SLOT] ??= createHttpMetrics();
  return shared[SLOT];
}
