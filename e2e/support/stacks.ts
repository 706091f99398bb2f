/** How many tests run at a time, each with a chain and an app of its own. They wait for blocks more than they compute. */
export const WORKERS = 3;

/** Where this worker finds what the global setup has started for it. Undefined outside of a worker. */
export const ofWorker = (name: 'BASE_URL' | 'RPC_URL' | 'DEPLOYMENT_FILE'): string | undefined =>
  process.env[`E2E_${name}_${process.env.TEST_PARALLEL_INDEX ?? 0}`];
