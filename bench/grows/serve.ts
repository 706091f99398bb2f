import { createChainReads } from '@/lib/chain/chain-reads';
import { createChainClient } from '@/lib/chain/clients';
import { parseEnv } from '@/lib/chain/env';
import type { Database } from '@/lib/db';
import type { FollowerState } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { createLog } from '@/lib/http/log';
import type { Runtime } from '@/lib/http/runtime';
import { freshState } from '@/lib/queries/testing/story-source';
import { deployment } from './fill';

/** Nobody listens there. */
const NO_NODE = 'http://127.0.0.1:9';

/**
 * Makes the server's routes, here in this process, stand on a database: the very handlers that ship, but for the chain,
 * which is not there, and a head whose hash is another one at each look, so that no answer is ever kept.
 */
export function serve(database: Database): void {
  let looks = 0;
  const state = (): FollowerState => {
    looks += 1;
    const hash: Hex = `0x${looks.toString(16).padStart(64, '0')}`;
    // Its node is gone, as the server sees it: nobody asks the chain then.
    return { ...freshState, status: 'stalled', head: { number: 1, hash, timestamp: 1, finality: 'latest' } };
  };
  const client = createChainClient(deployment, NO_NODE);
  const env = parseEnv({ LOG_LEVEL: 'error' });
  const log = createLog('error');
  const runtime: Pick<Runtime, 'database' | 'deployment' | 'chain' | 'env' | 'log' | 'faucet'> & {
    follower: Pick<Runtime['follower'], 'state' | 'finalityOf'>;
  } = {
    database,
    deployment,
    env,
    log,
    faucet: null,
    chain: createChainReads(client, deployment),
    follower: { state, finalityOf: () => 'latest' },
  };
  // Where lib/http/runtime.ts keeps the process's one runtime.
  Reflect.set(globalThis, Symbol.for('ampledge.runtime'), { host: { get: async () => runtime }, env, log });
}
