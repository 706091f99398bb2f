import { startStack } from './stack';
import { WORKERS } from './stacks';

/** A chain and an app for each worker: tests of two never meet, though each turns its chain's clock as it likes. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stacks = await Promise.all(Array.from({ length: WORKERS }, () => startStack()));
  stacks.forEach((stack, index) => {
    process.env[`E2E_BASE_URL_${index}`] = stack.baseUrl;
    process.env[`E2E_RPC_URL_${index}`] = stack.chain.rpcUrl;
    process.env[`E2E_DEPLOYMENT_FILE_${index}`] = stack.deploymentFile;
  });
  return async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
  };
}
