import { createClient, createWalletClient, http, parseEther, type TransactionReceipt } from 'viem';
import { waitForTransactionReceipt } from 'viem/actions';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { devAccount } from '@/devnet/accounts';
import type { Anvil } from '@/devnet/anvil';
import { type Chain, EPOCH_LENGTH, startChain } from '@/e2e/support/chain';
import type { Deployment } from '@/lib/domain/api';
import { address, type Hex } from '@/lib/domain/codecs';
import { explain } from '@/lib/domain/error-catalogue';
import type { Call } from './action';
import { toFailure } from './failure';
import { type Ending, follow, type InFlight } from './follow';
import type { ActionKind, IntentOf } from './registry';
import { type Signer, send } from './send';
import { settle } from './settle';
import { simulate } from './simulate';

/** Every action against the real contracts: what the preview promises is what the chain does. */
const STAKER = 15;
const account = devAccount(STAKER);
const staker = address.parse(account.address);

describe('actions on a chain', () => {
  let anvil: Anvil;
  let chain: Chain;
  let deployment: Deployment;
  let client: ReturnType<typeof createClient>;
  let pool: Hex;

  beforeAll(async () => {
    ({ anvil, chain, deployment } = await startChain());
    client = createClient({ transport: http(anvil.rpcUrl), pollingInterval: 50, cacheTime: 0 });
    pool = chain.poolId('HARBOR');
  }, 120_000);
  afterAll(() => anvil?.stop());
  /** A block for each transaction, at once. */
  beforeEach(async () => {
    await anvil.setMining('manual');
    await chain.rpc.call('evm_setAutomine', [true]);
  });

  const look = <Kind extends ActionKind>(kind: Kind, intent: IntentOf<Kind>, who: Hex = staker) =>
    simulate({ kind, intent, client, deployment, account: who });

  const walletClient = (index = STAKER) =>
    createWalletClient({ account: devAccount(index), transport: http(anvil.rpcUrl) });
  const signer = (overrides: Partial<Signer> = {}): Signer => ({
    chainId: async () => deployment.chainId,
    accounts: async () => [account.address],
    send: ({ to, data, gas }) => walletClient().sendTransaction({ chain: null, to, data, gas }),
    ...overrides,
  });
  const sign = ({ call, gas }: { call: Call; gas: bigint }, overrides: Partial<Signer> = {}) =>
    send({
      call,
      gas,
      account: staker,
      pool,
      deployment,
      chainName: 'the local chain',
      signer: signer(overrides),
    });
  const mined = (hash: Hex): Promise<TransactionReceipt> => waitForTransactionReceipt(client, { hash });

  async function act<Kind extends ActionKind>(kind: Kind, intent: IntentOf<Kind>) {
    const simulation = await look(kind, intent);
    const receipt = await mined(await sign(simulation));
    const settled = await settle({
      kind,
      intent,
      receipt,
      call: simulation.call,
      client,
      deployment,
      account: staker,
    });
    return { simulation, receipt, settled };
  }
  const refusalOf = async (attempt: Promise<unknown>) => {
    try {
      await attempt;
    } catch (error) {
      return toFailure(error);
    }
    throw new Error('it was not refused');
  };

  it('a stake gives the shares that were promised, and leaves the rest spendable', async () => {
    const { simulation, settled } = await act('stake', { pool, value: parseEther('1234.5') });
    const { preview, fee } = simulation;
    const now = await chain.account('HARBOR', staker);
    expect(now.shares).toBe(preview.shares);
    expect(now.assets).toBe(preview.worth);
    expect(await chain.spendable(staker)).toBe(preview.spendableAfter);
    expect(fee.likely).toBeGreaterThan(0n);
    expect(fee.most).toBeGreaterThanOrEqual(fee.likely);
    expect(settled).toMatchObject({
      ok: true,
      outcome: { text: '1,234.5 AMP are staked in HARBOR.', at: null },
    });
  });

  it('an exit of a part is worth that part, and due when it was said to be', async () => {
    const before = await chain.account('HARBOR', staker);
    const { simulation, settled } = await act('request-exit', {
      pool,
      amount: { kind: 'part', wei: parseEther('234.5') },
    });
    const { preview } = simulation;
    expect(preview.worth).toBe(parseEther('234.5'));
    expect(preview.allBecauseOfDust).toBe(false);
    expect(preview.staysStaked).toBe(before.assets - preview.worth);
    expect((await chain.account('HARBOR', staker)).shares).toBe(before.shares - preview.shares);
    const exitAt = settled.ok ? settled.outcome.at : null;
    expect(exitAt).toBe(preview.exitAt);

    const exitEpoch = preview.exitAt / EPOCH_LENGTH;
    const early = await refusalOf(look('claim-exit', { pool, exitEpochs: [exitEpoch] }));
    expect(early).toMatchObject({ kind: 'contract', error: 'ExitNotDue' });
    expect(explain(early).cause).toMatch(/^It can be claimed in /);
  });

  it('an exit that would leave crumbs takes everything, and says so', async () => {
    const { assets } = await chain.account('HARBOR', staker);
    const { preview } = await look('request-exit', { pool, amount: { kind: 'part', wei: assets - 1_000n } });
    expect(preview.allBecauseOfDust).toBe(true);
    expect(preview.staysStaked).toBe(0n);
    expect(preview.worth).toBe(assets);
  });

  it('an exit is cancelled, asked for again, and paid when it is due', async () => {
    const { preview: asked } = (await act('request-exit', { pool, amount: { kind: 'all' } })).simulation;
    const exitEpoch = asked.exitAt / EPOCH_LENGTH;
    const cancelled = await act('cancel-exit', { pool, exitEpoch });
    expect(cancelled.simulation.preview.worth).toBeGreaterThanOrEqual(asked.worth);
    expect(cancelled.settled.ok).toBe(true);
    expect(await refusalOf(look('cancel-exit', { pool, exitEpoch }))).toMatchObject({ error: 'NoTicket' });

    const again = (await act('request-exit', { pool, amount: { kind: 'all' } })).simulation.preview;
    expect(await chain.account('HARBOR', staker)).toMatchObject({ shares: 0n, assets: 0n });
    await chain.warp(again.exitAt - (await chain.now()) + EPOCH_LENGTH);
    const spendable = await chain.spendable(staker);
    const claim = await act('claim-exit', { pool, exitEpochs: [again.exitAt / EPOCH_LENGTH] });
    const { amount } = claim.simulation.preview;
    expect(amount).toBe(again.worth);
    expect(await chain.spendable(staker)).toBe(spendable + amount);
    expect(claim.settled).toMatchObject({ ok: true });
    expect(
      await refusalOf(look('cancel-exit', { pool, exitEpoch: again.exitAt / EPOCH_LENGTH })),
    ).toMatchObject({
      error: 'NoTicket',
    });
  });

  it('what the chain would refuse is refused before the wallet is asked, with its figures', async () => {
    const spendable = await chain.spendable(staker);
    const least = explain(await refusalOf(look('stake', { pool, value: parseEther('9') })));
    expect(least.next).toBe('Enter 10 AMP or more.');
    expect(await refusalOf(look('stake', { pool, value: spendable + 1n }))).toEqual({
      kind: 'reason',
      reason: '52',
    });
    const elsewhere: Hex = `0xcccccccc4e4f4e4500000000${deployment.collateralPool.slice(2)}`;
    expect(await refusalOf(look('stake', { pool: elsewhere, value: parseEther('10') }))).toMatchObject({
      kind: 'contract',
      error: 'UnexpectedInflow',
    });
    await chain.pause('HARBOR', true);
    const paused = explain(await refusalOf(look('stake', { pool, value: parseEther('10') })));
    await chain.pause('HARBOR', false);
    expect(paused.title).toBe('HARBOR takes no stakes at the moment');
  });

  it('an account without ETH is told what the fee may be', async () => {
    const poor = address.parse(devAccount(18).address);
    await chain.rpc.call('anvil_setBalance', [poor, '0x1']);
    const failure = await refusalOf(look('stake', { pool, value: parseEther('10') }, poor));
    expect(failure).toMatchObject({ kind: 'wallet', problem: { code: 'insufficient-eth', held: 1n } });
  });

  it('a node that does not answer is a state, not a crash', async () => {
    const gone = createClient({ transport: http('http://127.0.0.1:9', { retryCount: 0 }) });
    const intent = { pool, value: parseEther('10') };
    const failure = await refusalOf(
      simulate({ kind: 'stake', intent, client: gone, deployment, account: staker }),
    );
    expect(failure).toEqual({ kind: 'wallet', problem: { code: 'unreachable' } });
  });

  it('the last guard stops what is not what was shown, and the wallet is never asked', async () => {
    const simulation = await look('stake', { pool, value: parseEther('10') });
    const neverAsked = {
      send: () => {
        throw new Error('the wallet was asked');
      },
    };
    const wrong = (overrides: Partial<Signer>, call: Call = simulation.call) =>
      refusalOf(sign({ ...simulation, call }, { ...neverAsked, ...overrides }));
    expect(await wrong({ chainId: async () => 1 })).toMatchObject({ problem: { code: 'wrong-chain' } });
    expect(await wrong({ accounts: async () => [devAccount(16).address] })).toMatchObject({
      problem: { code: 'account-changed' },
    });
    expect(await wrong({ accounts: async () => [] })).toMatchObject({ problem: { code: 'account-changed' } });
    expect(await wrong({}, { ...simulation.call, to: staker })).toMatchObject({
      problem: { code: 'unexpected-call' },
    });
  });

  it('a transaction that reverts when mined gives its reason, though the receipt does not', async () => {
    const simulation = await look('stake', { pool, value: parseEther('10') });
    await chain.pause('HARBOR', true);
    const receipt = await mined(await sign(simulation));
    const intent = { pool, value: parseEther('10') };
    const { call } = simulation;
    const settled = await settle({
      kind: 'stake',
      intent,
      receipt,
      call,
      client,
      deployment,
      account: staker,
    });
    await chain.pause('HARBOR', false);
    expect(receipt.status).toBe('reverted');
    expect(settled).toMatchObject({ ok: false, failure: { kind: 'contract', error: 'StakesPaused' } });
  });

  it('a receipt that does not show what was asked for is no success', async () => {
    const { receipt } = await act('stake', { pool, value: parseEther('10') });
    const other = { pool, value: parseEther('11') };
    const settled = await settle({
      kind: 'stake',
      intent: other,
      receipt,
      call: null,
      client,
      deployment,
      account: staker,
    });
    expect(settled).toMatchObject({ ok: false, failure: { kind: 'wallet', problem: { code: 'unproved' } } });
  });

  describe('following a transaction', () => {
    const flight = (hash: Hex, call: Call | null): InFlight => ({
      hash,
      account: staker,
      call,
      nonce: null,
      seenAtBlock: null,
    });
    function watch(start: InFlight, dropAfter = 60_000) {
      let seen: (value: { nonce: number }) => void = () => {};
      const inPool = new Promise<{ nonce: number }>((resolve) => {
        seen = resolve;
      });
      const controller = new AbortController();
      const ending = follow(start, {
        client,
        signal: controller.signal,
        interval: 30,
        dropAfter,
        onSeen: (value) => seen(value),
      });
      return { ending, inPool, controller };
    }
    const fees = { maxFeePerGas: 400_000_000_000n, maxPriorityFeePerGas: 100_000_000_000n };
    const waiting = async () => {
      await anvil.setMining('manual');
      const simulation = await look('stake', { pool, value: parseEther('10') });
      return { call: simulation.call, hash: await sign(simulation), gas: simulation.gas };
    };
    const mine = () => chain.rpc.call('evm_mine');
    const kindOf = async (ending: Promise<Ending>) => (await ending).kind;

    it('mined', async () => {
      const { hash, call } = await waiting();
      const { ending, inPool } = watch(flight(hash, call));
      await inPool;
      await mine();
      expect(await ending).toMatchObject({ kind: 'mined', receipt: { transactionHash: hash } });
    });

    it('sped up: the same call under another hash', async () => {
      const { hash, call, gas } = await waiting();
      const { ending, inPool } = watch(flight(hash, call));
      const { nonce } = await inPool;
      const faster = await walletClient().sendTransaction({ chain: null, ...call, gas, nonce, ...fees });
      await mine();
      expect(await ending).toMatchObject({ kind: 'repriced', receipt: { transactionHash: faster } });
    });

    it('cancelled: nothing sent to oneself in its place', async () => {
      const { hash, call } = await waiting();
      const { ending, inPool } = watch(flight(hash, call));
      const { nonce } = await inPool;
      await walletClient().sendTransaction({ chain: null, to: staker, value: 0n, nonce, ...fees });
      await mine();
      expect(await kindOf(ending)).toBe('cancelled');
    });

    it('replaced while nobody looked: found by its number after a reload', async () => {
      const { hash, call } = await waiting();
      const first = watch(flight(hash, call));
      const { nonce } = await first.inPool;
      first.controller.abort();
      await expect(first.ending).rejects.toThrow();
      const seenAtBlock = Number(await chain.reader.getBlockNumber());
      const to = devAccount(16).address;
      const other = await walletClient().sendTransaction({ chain: null, to, value: 1n, nonce, ...fees });
      for (let block = 0; block < 5; block++) await mine();
      const { ending } = watch({ ...flight(hash, call), nonce, seenAtBlock });
      expect(await ending).toEqual({ kind: 'replaced', hash: other });
    });

    it('dropped: no node knows it any more', async () => {
      const { hash, call } = await waiting();
      const { ending, inPool } = watch(flight(hash, call), 200);
      await inPool;
      await chain.rpc.call('anvil_dropTransaction', [hash]);
      expect(await kindOf(ending)).toBe('dropped');
    });
  });
});
