import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { writeWhole } from '@/devnet/deployment-file';
import { createRpc } from '@/devnet/rpc';
import { type Deployment, deployment as deploymentSchema } from '@/lib/domain/api';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { countEvents, type EventCounts } from './count-events';
import { beginStory, SECONDS_PER_BLOCK, STORY_NODE_ARGS, type StoryOptions } from './story';

export type ChainParameters = {
  /** at least so many `TransferByPartition` events */
  transfers: number;
  /** that the node has; all but a few hold AMP */
  accounts: number;
} & StoryOptions;
export const CHAIN: ChainParameters = {
  transfers: 100_000,
  accounts: 1_020,
  seed: 20_260_101,
  pools: true,
};

/** A node that stands still on the written chain. */
export type BenchChain = EventCounts & {
  chain: TestChain;
  deployment: Deployment;
  /** its newest block */
  head: number;
  stop: () => Promise<void>;
};

const root = resolve(import.meta.dirname, '..', '..');
/** 2026-01-01. Block 0 is made anew whenever the chain is loaded: its hash comes from this. */
const GENESIS_SECONDS = 1_767_225_600;
/** Empty ones at the end, so that all of the story is final to whoever takes final blocks another way. */
const FINAL_BLOCKS = 64;
/** Whatever the chain is made of: when one of them changes, it is written again. */
const INPUTS = [
  'bench/chain/story.ts',
  'bench/chain/raise-crowd.ts',
  'bench/chain/open-chain.ts',
  'bench/chain/count-events.ts',
  'contracts/testing/Crowd.sol',
  'contracts-abi/bytecode/amp.ts',
  'contracts-abi/bytecode/collateral-pool.ts',
  'contracts-abi/bytecode/wallet-collateral.ts',
  'contracts-abi/bytecode/libraries.ts',
  'contracts-abi/bytecode/collateral-pool-strategy.ts',
  'contracts-abi/bytecode/holder-collateral-strategy.ts',
  'lib/follower/testing/deploy-contracts.ts',
  'lib/follower/testing/random.ts',
  'node_modules/@foundry-rs/anvil/package.json',
];

const card = z.object({
  deployment: deploymentSchema,
  head: z.number().int(),
  transfers: z.number().int(),
  poolEvents: z.number().int(),
});

/**
 * The chain that benchmarks read. Written once, which takes a minute or so, and kept in `.data/bench`; loaded from
 * there afterwards. Throws when what was written is not what was planned.
 */
export async function openBenchChain(parameters: ChainParameters = CHAIN): Promise<BenchChain> {
  const directory = join(root, '.data', 'bench', nameOf(parameters), fingerprint(parameters));
  if (!existsSync(join(directory, 'chain.json'))) await write(directory, parameters);
  const kept = card.parse(JSON.parse(readFileSync(join(directory, 'chain.json'), 'utf8')));
  const chain = await start(parameters, ['--load-state', join(directory, 'state.json')]);
  return { ...kept, chain, stop: chain.stop };
}

const nameOf = ({ transfers, pools }: ChainParameters): string =>
  `chain-${transfers}${pools ? '' : '-transfers'}`;

/** The same node whether a chain is written on it or only read. */
const start = ({ accounts }: ChainParameters, nodeArgs: string[] = []) =>
  startTestChain({
    secondsPerBlock: SECONDS_PER_BLOCK,
    accounts,
    nodeArgs: ['--timestamp', String(GENESIS_SECONDS), '--prune-history', ...STORY_NODE_ARGS, ...nodeArgs],
  });

async function write(directory: string, parameters: ChainParameters): Promise<void> {
  console.log(`writing a chain of ${parameters.transfers.toLocaleString('en-US')} transfers, once`);
  const chain = await start(parameters);
  try {
    const { stage, queueBlock, transfers } = await beginStory(chain, parameters);
    while (transfers() < parameters.transfers) {
      await queueBlock();
      await chain.mine();
    }
    for (let block = 0; block < FINAL_BLOCKS; block += 1) await chain.mine();
    const { deployment } = stage;
    const head = await chain.height();
    const counts = await countEvents(chain.url, deployment, head);
    if (counts.transfers !== transfers()) {
      throw new Error(`${counts.transfers} transfers are on the chain, ${transfers()} were sent`);
    }
    const dump = z.string().parse(await createRpc(chain.url).call('anvil_dumpState'));
    // Half a gigabyte each: what earlier versions wrote is of no use any more.
    rmSync(dirname(directory), { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    writeWhole(join(directory, 'state.json'), gunzipSync(Buffer.from(dump.slice(2), 'hex')));
    const json = z.encode(card, { deployment, head, ...counts });
    // Last: a directory with a card is whole.
    writeWhole(join(directory, 'chain.json'), `${JSON.stringify(json, null, 2)}\n`);
  } finally {
    await chain.stop();
  }
}

function fingerprint(parameters: ChainParameters): string {
  const hash = createHash('sha256').update(JSON.stringify(parameters));
  for (const path of INPUTS) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}
