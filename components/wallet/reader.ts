import { type Chain, type Client, createClient, type HttpTransport, http } from 'viem';
import type { Deployment } from '@/lib/domain/api';
import { chainOf } from './chain';

/** A client for the deployment's chain, through our own proxy. Nothing is remembered between two questions. */
export const createReader = (deployment: Deployment): Client<HttpTransport, Chain> =>
  createClient({
    chain: chainOf(deployment, window.location.origin),
    transport: http(`${window.location.origin}/api/rpc`, { batch: true, retryCount: 0, timeout: 8_000 }),
    pollingInterval: deployment.local ? 500 : 4_000,
    cacheTime: 0,
  });
