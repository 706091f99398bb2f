import { encodeFunctionData, type Hex, keccak256, toHex } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { poolId } from '@/lib/domain/partition';
import { asciiToHex } from '@/lib/domain/text';
import {
  deployContracts,
  EPOCH_LENGTH,
  POOL_TAGS,
  queue,
  type Stage,
} from '@/lib/follower/testing/deploy-contracts';
import { createRandom, type Random } from '@/lib/follower/testing/random';
import type { TestChain } from '@/lib/follower/testing/test-chain';
import { countEvents } from './count-events';
import { type Crowd, raiseCrowd } from './raise-crowd';

const AMP = 10n ** 18n;
export const SECONDS_PER_BLOCK = 2;
/** What a node needs for the story: transactions in the order they came in, and room for a hundred of the set-up. */
export const STORY_NODE_ARGS = ['--order', 'fifo', '--gas-limit', '2000000000'];
/** What a block holds: about a hundred events, nine of ten of them transfers. */
const BLOCK = { callsOfTransfers: 3, transfersPerCall: 28, stakes: 3, locks: 3 };
const FIRST_STAKE = 500_000n * AMP;
/** Of the locks whose turn has come, one in so many is drawn on; the others are released. */
const ONE_DRAWN_IN = 10;
const LOCK_BLOCKS = 12;
const LOCK_SECONDS = { settle: 60, expire: 100 };
/** After so many blocks the ticket of an exit is due: it waits for the locks that may have counted on the stake. */
const EXIT_BLOCKS = (LOCK_SECONDS.expire + 3 * EPOCH_LENGTH) / SECONDS_PER_BLOCK;

type Lock = { id: Hex; block: number };
type Exit = { pool: Hex; account: Hex; block: number };

/** What waits in the node's queue for the next block. */
export type QueuedBlock = {
  /** payments that will be locked */
  payments: Hex[];
  /** `TransferByPartition` events that there will be */
  transfers: number;
};

export type Story = {
  stage: Stage;
  /** Queues the deeds of one block. The next block that is mined must be that one. */
  queueBlock: () => Promise<QueuedBlock>;
  /** `TransferByPartition` events of the whole chain, once what was queued is mined */
  transfers: () => number;
};

export type StoryOptions = {
  /** The same seed tells the same story. */
  seed: number;
  /** whether pools live after they were set up: stakes, exits, locks and draws; otherwise all of it is transfers */
  pools: boolean;
};

/**
 * A story in which transfers of AMP dominate: many holders send AMP to each other, stake it in two pools, leave them,
 * and payments are locked, released and drawn. It begins on an empty chain, with the real contracts, and mines as
 * it sets them up; afterwards whoever tells it does.
 */
export async function beginStory(chain: TestChain, { seed, pools: alive }: StoryOptions): Promise<Story> {
  const stage = await deployContracts(chain);
  const setUp = await countEvents(chain.url, stage.deployment, await chain.height());
  const crowd = await raiseCrowd(chain, stage);
  const pools = POOL_TAGS.map((tag) => poolId(tag, stage.deployment.collateralPool));
  for (const pool of pools) {
    const stake = { from: crowd.bank, to: stage.deployment.collateralPool, value: FIRST_STAKE };
    await crowd.move([stake], pool);
  }
  await chain.mine();
  const deeds = createDeeds(chain, stage, crowd, pools, createRandom(seed));
  const transfers = () => setUp.transfers + crowd.moved() + deeds.paidOut();
  return {
    stage,
    transfers,
    async queueBlock() {
      const before = transfers();
      const payments = await deeds.queueBlock(alive);
      return { payments, transfers: transfers() - before };
    },
  };
}

function createDeeds(
  chain: TestChain,
  { deployment, operator, merchants }: Stage,
  { holders, move }: Crowd,
  pools: readonly Hex[],
  random: Random,
) {
  const { collateralPool } = deployment;
  const locks: Lock[] = [];
  const exits: Exit[] = [];
  let payments = 0;
  let paidOut = 0;

  const toPool = (from: Hex, functionName: string, args: readonly unknown[]) =>
    queue(
      chain,
      from,
      collateralPool,
      // Names and arguments stand side by side below; what does not fit makes viem throw.
      encodeFunctionData({ abi: collateralPoolAbi, functionName, args } as never),
    );
  const someAmp = (least: number, most: number): bigint =>
    BigInt(random.between(least, most)) * AMP + BigInt(random.between(0, 1_000_000));

  async function transferAround(): Promise<void> {
    for (let call = 0; call < BLOCK.callsOfTransfers; call += 1) {
      const moves = Array.from({ length: BLOCK.transfersPerCall }, () => ({
        from: random.pick(holders),
        to: random.pick(holders),
        value: someAmp(1, 900),
      }));
      await move(moves);
    }
  }

  /** Several stake, and one of them asks in the next transaction for a little of it back. */
  async function stake(block: number): Promise<void> {
    const pool = random.pick(pools);
    const moves = Array.from({ length: BLOCK.stakes }, () => ({
      from: random.pick(holders),
      to: collateralPool,
      value: someAmp(10, 900),
    }));
    await move(moves, pool);
    const account = random.pick(moves).from;
    // A second ticket of the same epoch would be paid together with the first, and leave nothing to claim.
    if (exits.some((exit) => exit.account === account)) return;
    await toPool(account, 'requestExit', [pool, AMP]);
    exits.push({ pool, account, block });
  }

  /** Whoever asked long enough ago is paid. */
  async function leave(block: number): Promise<void> {
    const [exit] = exits;
    if (!exit || exit.block + EXIT_BLOCKS > block) return;
    exits.shift();
    const at = BigInt(exit.block);
    const [ticket] = await chain.client.getContractEvents({
      address: collateralPool,
      abi: collateralPoolAbi,
      eventName: 'ExitRequested',
      args: { pool: exit.pool, account: exit.account },
      fromBlock: at,
      toBlock: at,
      strict: true,
    });
    if (!ticket) throw new Error(`no exit was asked for in block ${exit.block}`);
    await toPool(exit.account, 'claimExit', [exit.pool, [ticket.args.exitEpoch], exit.account]);
    paidOut += 1;
  }

  async function settle(block: number): Promise<void> {
    const due = locks.filter((lock) => lock.block + LOCK_BLOCKS <= block);
    locks.splice(0, due.length);
    const drawn = due.filter(() => random.between(1, ONE_DRAWN_IN) === 1);
    const released = due.filter((lock) => !drawn.includes(lock));
    for (const { id } of drawn) await toPool(operator, 'draw', [id, AMP / 2n]);
    if (released.length > 0) await toPool(operator, 'releaseBatch', [released.map(({ id }) => id)]);
    paidOut += drawn.length;
  }

  async function lock(block: number): Promise<Hex[]> {
    const { timestamp } = await chain.client.getBlock();
    const now = Number(timestamp);
    const items = Array.from({ length: BLOCK.locks }, () => {
      payments += 1;
      const paymentId = keccak256(toHex(`payment ${payments}`));
      locks.push({ id: paymentId, block });
      return {
        paymentId,
        pool: random.pick(pools),
        merchant: random.pick(merchants),
        amount: someAmp(1, 400),
        settleBy: now + LOCK_SECONDS.settle,
        expiresAt: now + LOCK_SECONDS.expire,
        refHash: keccak256(paymentId),
        quote: {
          asset: asciiToHex(random.pick(['BTC', 'ETH', 'SOL']), 8),
          assetAmount: BigInt(random.between(1, 1_000_000)),
          fiatAmount: BigInt(random.between(100, 50_000)),
          currency: asciiToHex(random.pick(['USD', 'EUR']), 3),
          ampPrice: 350_000n,
        },
      };
    });
    await toPool(operator, 'lockBatch', [items]);
    return items.map(({ paymentId }) => paymentId);
  }

  return {
    /** Transfers by which pools paid. */
    paidOut: () => paidOut,
    async queueBlock(alive: boolean): Promise<Hex[]> {
      const block = (await chain.height()) + 1;
      await transferAround();
      if (!alive) return [];
      await stake(block);
      await leave(block);
      await settle(block);
      return lock(block);
    },
  };
}
