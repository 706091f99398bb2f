import { resolve } from 'node:path';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { untilStopped } from '@/devnet/until-stopped';
import { CHAIN, openBenchChain } from './open-chain';

/**
 * Holds the benchmarks' chain open, for a follower that is worked on.
 *
 *     npm run bench:chain [transfers]
 */
const transfers = Number(process.argv[2] ?? CHAIN.transfers);
const { chain, deployment, head, ...counts } = await openBenchChain({ ...CHAIN, transfers });
const file = resolve(import.meta.dirname, '..', '..', '.data', 'bench', 'deployment.json');
writeDeploymentFile(file, deployment);
console.log(`${counts.transfers} transfers and ${counts.poolEvents} events of pools, up to block ${head}`);
console.log(`RPC_URL=${chain.url} DEPLOYMENT_FILE=${file}`);
await untilStopped([]);
await chain.stop();
