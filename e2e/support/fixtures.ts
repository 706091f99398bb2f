import { readFileSync } from 'node:fs';
import { type Deployment, deployment } from '@/lib/domain/api';
import { type Chain, openChain } from './chain';

function started(): { rpcUrl: string; file: string } {
  const { E2E_RPC_URL, E2E_DEPLOYMENT_FILE } = process.env;
  if (!E2E_RPC_URL || !E2E_DEPLOYMENT_FILE)
    throw new Error('run through Playwright: the chain is not started');
  return { rpcUrl: E2E_RPC_URL, file: E2E_DEPLOYMENT_FILE };
}

/** Where the contracts are that the global setup has deployed. */
export const withDeployment = async (): Promise<Deployment> =>
  deployment.parse(JSON.parse(readFileSync(started().file, 'utf8')));

/** The hands on the chain that the global setup has started. */
export const withChain = async (): Promise<Chain> => openChain(started().rpcUrl, await withDeployment());
