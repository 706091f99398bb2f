import { type FollowerState, type NodeState, nodeStatuses } from '@/lib/domain/api';
import { whyNotReady } from '../readiness';
import type { Runtime } from '../runtime';
import type { Family, Sample } from './exposition';

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name: `ampledge_${name}`,
  help,
  type: 'gauge',
  samples,
});
const counter = (name: string, help: string, value: number): Family => ({
  name: `ampledge_${name}`,
  help,
  type: 'counter',
  samples: [{ value }],
});
/** No sample while the figure is not known: a 0 would be a lie. */
const known = (value: number | null | undefined): Sample[] => (value == null ? [] : [{ value }]);

const STATUSES = ['starting', 'backfilling', 'live', 'stalled'] as const satisfies FollowerState['status'][];

/** The parts of the runtime that have figures. */
export type Measured = {
  follower: Pick<Runtime['follower'], 'state'>;
  hub: Pick<Runtime['hub'], 'clients'>;
  database: Pick<Runtime['database'], 'connections'>;
};

/** What the server's parts say of themselves at this moment; null while it is not open yet. */
export function runtimeFamilies(runtime: Measured | null, now = Date.now()): Family[] {
  const process = processFamilies();
  if (!runtime) return [gauge('ready', 'May visitors come? 1 or 0.', [{ value: 0 }]), ...process];
  const state = runtime.follower.state();
  const ready = whyNotReady(state) === null ? 1 : 0;
  const age = state.head && now / 1000 - state.head.timestamp;
  return [
    gauge('ready', 'May visitors come? 1 or 0.', [{ value: ready }]),
    gauge(
      'follower_status',
      'What the follower does: 1 for the status it has.',
      STATUSES.map((status) => ({ labels: { status }, value: status === state.status ? 1 : 0 })),
    ),
    gauge('follower_leads', 'Whether this instance is the one that follows the chain.', [
      { value: state.leads ? 1 : 0 },
    ]),
    gauge('follower_head_block', 'Number of the newest block in the database.', known(state.head?.number)),
    gauge('follower_head_age_seconds', 'Age of that block by its timestamp.', known(age)),
    gauge('follower_lag_blocks', 'Blocks that the chain is ahead.', known(state.lagBlocks)),
    gauge('follower_since_block_seconds', 'Since a block was taken in.', known(state.sinceBlock)),
    counter('follower_reorgs_total', 'Reorgs since the start.', state.reorgs),
    gauge('follower_deepest_reorg_blocks', 'Depth of the deepest one.', [{ value: state.deepestReorg }]),
    gauge('audit_open_alarms', 'What is stored wrongly, as far as is known.', [
      { value: state.audit.openAlarms },
    ]),
    gauge('audit_proved_block', 'Up to it, each block was proved by its hash.', known(state.audit.provedTo)),
    gauge('audit_sound_block', 'Newest block at which all compared was right.', known(state.audit.soundAt)),
    counter('audit_repairs_total', 'How often blocks were read again for that.', state.audit.repairs),
    gauge('live_clients', 'Open live streams.', [{ value: runtime.hub.clients() }]),
    ...nodeFamilies(state),
    gauge(
      'db_connections',
      'Connections to the database that read, by what they do, and requests that wait for one.',
      Object.entries(runtime.database.connections() ?? {}).map(([state, value]) => ({
        labels: { state },
        value,
      })),
    ),
    ...process,
  ];
}

/** By the number that each node has in the settings, so that labels are as many as there are nodes. */
function nodeFamilies({ nodes, agreement }: FollowerState): Family[] {
  const ofEach = (figure: (node: NodeState) => number | null): Sample[] =>
    nodes.flatMap((node) => {
      const value = figure(node);
      return value === null ? [] : [{ labels: { node: node.name }, value }];
    });
  return [
    gauge(
      'node_status',
      'What is thought of each node of the chain: 1 for the status it has.',
      nodes.flatMap(({ name: node, status: now }) =>
        nodeStatuses.map((status) => ({ labels: { node, status }, value: status === now ? 1 : 0 })),
      ),
    ),
    gauge(
      'node_in_use',
      'Whether the follower reads from it.',
      ofEach(({ inUse }) => (inUse ? 1 : 0)),
    ),
    gauge(
      'node_lag_blocks',
      'Blocks behind the newest head of all.',
      ofEach(({ lagBlocks }) => lagBlocks),
    ),
    gauge(
      'node_latency_seconds',
      'Moving average.',
      ofEach(({ latencyMs }) => latencyMs && latencyMs / 1000),
    ),
    gauge('nodes_disagree', 'Whether nodes say different things about the same block.', [
      { value: agreement.state === 'disagree' ? 1 : 0 },
    ]),
  ];
}

function processFamilies(): Family[] {
  const { rss, heapUsed } = process.memoryUsage();
  return [
    {
      name: 'process_resident_memory_bytes',
      help: 'Resident memory.',
      type: 'gauge',
      samples: [{ value: rss }],
    },
    { name: 'nodejs_heap_used_bytes', help: 'Heap in use.', type: 'gauge', samples: [{ value: heapUsed }] },
    {
      name: 'process_uptime_seconds',
      help: 'Since the process started.',
      type: 'gauge',
      samples: [{ value: process.uptime() }],
    },
  ];
}
