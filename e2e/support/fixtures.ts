import { readFileSync } from 'node:fs';
import { type Deployment, deployment } from '@/lib/domain/api';
import { type Chain, openChain } from './chain';
import { ofWorker } from './stacks';

function started(): { rpcUrl: string; file: string } {
  const [rpcUrl, file] = [ofWorker('RPC_URL'), ofWorker('DEPLOYMENT_FILE')];
  if (!rpcUrl || !file) throw new Error('run through Playwright: the chain is not started');
  return { rpcUrl, file };
}

/** Where the contracts are that the global setup has deployed. */
export const deploymentFile = (): string => started().file;
export const withDeployment = async (): Promise<Deployment> =>
  deployment.parse(JSON.parse(readFileSync(deploymentFile(), 'utf8')));

/** The hands on the chain that the global setup has started. */
export const withChain = async (): Promise<Chain> =>
  openChain(started().rpcUrl, await withDeployment(), { mineAtOnce: true });
