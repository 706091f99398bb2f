import { createDefineRoute, type RouteWorld } from './define-route';
import { httpMetrics } from './metrics/http-metrics';
import { getRuntime, isStopping, serverLog } from './runtime';

const told: Pick<RouteWorld<unknown>, 'log' | 'observe'> = {
  log: serverLog,
  observe: (seen) => httpMetrics().observe(seen),
};

/** {@link createDefineRoute} on this server's runtime. */
export const defineRoute = createDefineRoute({
  getRuntime,
  headOf: ({ follower }) => follower.state().head,
  isStopping,
  ...told,
});

/** For routes that answer also while the server has nothing to read from. */
export const defineStandaloneRoute = createDefineRoute({
  getRuntime: async () => null,
  headOf: () => null,
  ...told,
});
