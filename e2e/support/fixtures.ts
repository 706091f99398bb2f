import { readFileSync } from 'node:fs';
import { deployment } from '@/lib/domain/api';
import { type Chain, openChain } from './chain';

/** The hands on the chain that the global setup has started. */
export async function withChain(): Promise<Chain> {
  const { E2E_RPC_URL, E2E_DEPLOYMENT_FILE } = process.env;
  if (!E2E_RPC_URL || !E2E_DEPLOYMENT_FILE)
    throw new Error('run through Playwright: the chain is not started');
  return openChain(E2E_RPC_URL, deployment.parse(JSON.parse(readFileSync(E2E_DEPLOYMENT_FILE, 'utf8'))));
}
