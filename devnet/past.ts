import { type Address, type Hex, parseEventLogs } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { devAccounts } from './accounts';
import { type DevChain, waitForReceipt } from './chain';
import { type Call, MAX_BATCH } from './contract-calls';
import { chunks } from './lists';
import type { PastBlock } from './past-plan';
import { lockFor } from './payments';
import { createStakers } from './stakers';

/** What was written is not what was planned. */
export class PastWentWrong extends Error {
  override name = 'PastWentWrong';
}

/**
 * Writes a plan into a chain that mines only when told (`setMining('manual')`): each block's transactions, then the
 * block, dated as planned. Does not wait for receipts: {@link checkPast} tells whether everything happened.
 */
export async function playPast(
  chain: DevChain,
  plan: readonly PastBlock[],
  onProgress: (share: number) => void = () => {},
): Promise<Hex[]> {
  const stakers = createStakers(chain, chain.submit);
  const hashes: Hex[] = [];
  let prepared = plan[0] ? paymentsOf(chain, plan[0]) : [];
  for (const [index, block] of plan.entries()) {
    for (const { from, call } of prepared) hashes.push(await chain.submit(from, call));
    const moves: { hash: Hex; staker: number }[] = [];
    for (const step of block.stakers) {
      const hash = await stakers.submit(step, block.at);
      if (hash) moves.push({ hash, staker: step.staker });
    }
    const mining = chain.rpc.call('evm_mine', [block.at]);
    // The next block is encoded while this one is mined.
    const next = plan[index + 1];
    prepared = next ? paymentsOf(chain, next) : [];
    await mining;
    for (const { hash, staker } of moves) {
      stakers.learn(await waitForReceipt(chain.rpc, hash), staker);
      hashes.push(hash);
    }
    if (index % 50 === 0) onProgress(index / plan.length);
  }
  onProgress(1);
  return hashes;
}

/** A block's transactions about payments: prices first, then locks, claims, draws, releases, and what they brought. */
function paymentsOf(chain: DevChain, block: PastBlock): { from: Address; call: Call }[] {
  const { operator, priceKeeper, rewarder } = devAccounts();
  const { calls, deployment } = chain;
  const locks = block.locks.map(({ payment, times, price }) =>
    lockFor(payment, times, { at: block.at, price, manager: deployment.collateralPool }),
  );
  return [
    ...(block.price === null ? [] : [{ from: priceKeeper.address, call: calls.pushPrice(block.price) }]),
    ...chunks(locks, MAX_BATCH).map((items) => ({ from: operator.address, call: calls.lockBatch(items) })),
    ...block.claims.map(({ id, merchant }) => ({ from: merchant, call: calls.claimPayment(id) })),
    ...block.draws.map(({ id, by, amount }) => ({
      from: by === 'operator' ? operator.address : by,
      call: calls.draw(id, amount),
    })),
    ...chunks(block.releases, MAX_BATCH).map((ids) => ({
      from: operator.address,
      call: calls.releaseBatch(ids),
    })),
    ...block.rewards.map(({ kind, pool, amount }) => ({
      from: rewarder.address,
      call: calls.reward(rewarder.address, chain.poolId(pool), kind, amount),
    })),
  ];
}

/** Every `SAMPLE`th receipt is read; the events of all blocks are counted. */
const SAMPLE = 20;

/** Throws {@link PastWentWrong} unless the blocks from `fromBlock` on hold what was planned, no more and no less. */
export async function checkPast(
  chain: DevChain,
  plan: readonly PastBlock[],
  hashes: readonly Hex[],
  fromBlock: number,
): Promise<void> {
  const sum = (count: (block: PastBlock) => number) => plan.reduce((total, block) => total + count(block), 0);
  const expected = {
    CollateralLocked: sum(({ locks }) => locks.length),
    LockSkipped: 0,
    LockReleased: sum(({ releases }) => releases.length),
    LockClaimed: sum(({ claims }) => claims.length),
    LockDrawn: sum(({ draws }) => draws.length),
    RewardFunded: sum(({ rewards }) => rewards.length),
  };
  const found = await countEvents(chain, fromBlock);
  const wrong = Object.entries(expected).filter(([name, count]) => (found.get(name) ?? 0) !== count);
  for (const hash of hashes.filter((_, index) => index % SAMPLE === 0)) {
    const receipt = await waitForReceipt(chain.rpc, hash);
    if (!receipt.status) throw new PastWentWrong(`transaction ${hash} of the past reverted`);
  }
  if (wrong.length > 0) {
    const words = wrong.map(([name, count]) => `${name}: ${found.get(name) ?? 0} of ${count}`);
    throw new PastWentWrong(`the past is not as planned: ${words.join(', ')}`);
  }
}

/** viem refuses answers over 10 MiB. */
const BLOCKS_AT_ONCE = 400;

async function countEvents(chain: DevChain, fromBlock: number): Promise<Map<string, number>> {
  const { number: head } = await chain.head();
  const counts = new Map<string, number>();
  for (let from = fromBlock; from <= head; from += BLOCKS_AT_ONCE) {
    const logs = await chain.reader.getLogs({
      address: chain.deployment.collateralPool,
      fromBlock: BigInt(from),
      toBlock: BigInt(Math.min(head, from + BLOCKS_AT_ONCE - 1)),
    });
    for (const { eventName } of parseEventLogs({ abi: collateralPoolAbi, logs })) {
      counts.set(eventName, (counts.get(eventName) ?? 0) + 1);
    }
  }
  return counts;
}
