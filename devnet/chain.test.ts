import { parseEther } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { devAccounts } from './accounts';
import { type Actions, createActions } from './actions';
import { type Anvil, startAnvil } from './anvil';
import { catchUp } from './catch-up';
import { type DevChain, openDevChain, Reverted } from './chain';
import { deployAll } from './deploy';
import { first } from './lists';
import { createLiveRewards } from './live-rewards';
import { feeOf, INITIAL_PRICE } from './market';
import { readOpenLocks } from './open-locks';
import { drawPayment } from './payments';
import { openings } from './pools';
import { createRandom } from './random';
import { setUpWorld } from './setup';
import { createTraffic } from './traffic';

const HOURS_AWAY = 3;
const { stakers, merchants } = devAccounts();
let anvil: Anvil;
let chain: DevChain;
let actions: Actions;

beforeAll(async () => {
  anvil = await startAnvil({ genesisTimestamp: Math.floor(Date.now() / 1_000) - HOURS_AWAY * 3_600 });
  const deployment = await deployAll({ rpcUrl: anvil.rpcUrl, pools: openings('present') });
  chain = await openDevChain(anvil.rpcUrl, deployment);
  await setUpWorld(chain);
  actions = createActions(chain);
  await actions.warp(30); // until the merchants are old enough
  for (const pool of ['LIGHTNNG', 'BITCOIN', 'EVMPAY']) {
    await actions.stake(first(stakers).address, pool, parseEther('1000000'));
  }
});
afterAll(() => anvil.stop());

const lockOf = (id: `0x${string}`) =>
  chain.reader.readContract({
    address: chain.deployment.collateralPool,
    abi: collateralPoolAbi,
    functionName: 'lockOf',
    args: [id],
  });
const count = async (eventName: 'CollateralLocked' | 'LockReleased' | 'RewardFunded', fromBlock: number) =>
  (
    await chain.reader.getContractEvents({
      address: chain.deployment.collateralPool,
      abi: collateralPoolAbi,
      eventName,
      fromBlock: BigInt(fromBlock),
    })
  ).length;

describe('single actions', () => {
  it('lock, release in part, claim, wait, draw', async () => {
    const id = await actions.lockPayment({ pool: 'BITCOIN', amount: 1_000n, settleIn: 30, expiresIn: 400 });
    await actions.releasePayment(id, 300n);
    expect((await lockOf(id)).remaining).toBe(700n);
    await expect(actions.claimPayment(id)).rejects.toThrow('ClaimTooEarly');
    await actions.warp(31);
    await actions.claimPayment(id);
    await actions.warp(60);
    await actions.drawPayment(id, { by: first(merchants).address });
    expect((await lockOf(id)).remaining).toBe(0n);
  });

  it('name the contract’s error when they are refused', async () => {
    const tooMuch = actions.lockPayment({ amount: parseEther('2000000') });
    await expect(tooMuch).rejects.toThrow(Reverted);
    await expect(tooMuch).rejects.toMatchObject({ errorName: 'CapacityExceeded' });
  });
});

describe('a chain that was away', () => {
  it('ends what was open at its own time, fills the gap, and is on time again', async () => {
    const open = await actions.lockPayment({ settleIn: 60, expiresIn: 200 });
    const { number, timestamp } = await chain.head();
    expect(Date.now() / 1_000 - timestamp).toBeGreaterThan((HOURS_AWAY - 0.2) * 3_600);

    const complaints: string[] = [];
    await catchUp(anvil, chain, { seed: 'test', log: (line) => complaints.push(line) });
    expect(complaints).toEqual([]);
    expect(Math.abs(Date.now() / 1_000 - (await chain.head()).timestamp)).toBeLessThan(5);
    const RELEASED = 3;
    expect((await lockOf(open)).status).toBe(RELEASED);
    expect(await count('CollateralLocked', number + 1)).toBeGreaterThan(100);
    expect(await count('RewardFunded', number + 1)).toBeGreaterThan(10);
  });
});

describe('the rewarder', () => {
  it('pays the fees of what was settled, each once, in a while', async () => {
    const rewards = createLiveRewards(chain, createRandom('rewarder'));
    const payment = drawPayment('rewarder', 1, createRandom('settles'));
    expect(payment.outcome.kind).toBe('settles');
    const { number, timestamp } = await chain.head();
    await rewards.tick(timestamp);
    rewards.expect(payment, INITIAL_PRICE);
    rewards.settled([payment.id, payment.id]);
    await rewards.tick(timestamp + 30);
    await chain.rpc.call('evm_mine');
    expect(await count('RewardFunded', number + 1)).toBe(0);
    await rewards.tick(timestamp + 95);
    await rewards.tick(timestamp + 96);
    await chain.rpc.call('evm_mine');
    const [funded, ...others] = await chain.reader.getContractEvents({
      address: chain.deployment.collateralPool,
      abi: collateralPoolAbi,
      eventName: 'RewardFunded',
      fromBlock: BigInt(number + 1),
      strict: true,
    });
    const FEE = 0;
    expect(funded?.args).toMatchObject({
      pool: chain.poolId(payment.pool),
      kind: FEE,
      amount: feeOf(payment.cents, INITIAL_PRICE),
    });
    expect(others.filter(({ args }) => args.kind === FEE)).toEqual([]);
  });
});

describe('live traffic', () => {
  it('takes over open locks, locks, releases, stops when paused, and survives a reorg', async () => {
    await anvil.setMining(1);
    const { number } = await chain.head();
    const adopted = await actions.lockPayment({ settleIn: 25, expiresIn: 300 });
    const said: string[] = [];
    const traffic = createTraffic({
      rpcUrl: anvil.rpcUrl,
      deployment: chain.deployment,
      rate: 3,
      seed: 'test',
      log: (line) => said.push(line),
    });
    traffic.start();
    await expect
      .poll(() => count('LockReleased', number), { timeout: 45_000, interval: 500 })
      .toBeGreaterThan(3);
    await expect
      .poll(async () => (await readOpenLocks(chain)).length, { timeout: 45_000 })
      .toBeGreaterThan(5);

    await traffic.pause();
    const { locked } = traffic.counts();
    await actions.reorg(4);
    expect(traffic.counts().locked).toBe(locked);
    traffic.resume();
    await expect.poll(() => traffic.counts().locked, { timeout: 30_000 }).toBeGreaterThan(locked + 3);
    await expect
      .poll(async () => (await lockOf(adopted)).remaining, { timeout: 45_000, interval: 500 })
      .toBe(0n);
    await traffic.stop();
    expect(said).toEqual([]);
  }, 150_000);

  it('waits for a node that is gone', async () => {
    const said: string[] = [];
    const traffic = createTraffic({
      rpcUrl: 'http://127.0.0.1:9',
      deployment: chain.deployment,
      log: (line) => said.push(line),
    });
    traffic.start();
    await expect.poll(() => said).toEqual(['traffic waits: no chain node answers at http://127.0.0.1:9']);
    await traffic.stop();
  });
});
