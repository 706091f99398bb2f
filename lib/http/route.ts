import { createDefineRoute } from './define-route';
import { getRuntime, serverLog } from './runtime';

/** {@link createDefineRoute} on this server's runtime. */
export const defineRoute = createDefineRoute({
  getRuntime,
  headOf: ({ follower }) => follower.state().head?.hash ?? null,
  log: serverLog,
});
