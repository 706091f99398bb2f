import { startStack } from './stack';

/** One chain and one app for all tests. Workers find them by these variables. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack();
  process.env.E2E_BASE_URL = stack.baseUrl;
  process.env.E2E_RPC_URL = stack.chain.rpcUrl;
  process.env.E2E_DEPLOYMENT_FILE = stack.deploymentFile;
  return () => stack.stop();
}
