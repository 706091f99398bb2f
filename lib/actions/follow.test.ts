import { keccak256, parseEther, stringToHex } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { devAccount } from '@/devnet/accounts';
import type { Chain } from '@/e2e/support/chain';
import type { Hex } from '@/lib/domain/codecs';
import type { Call } from './action';
import type { Asked } from './activity-schema';
import { findAnswer } from './asked';
import { type Ending, follow, type InFlight, watchMined } from './follow';
import { openWorkbench, type Workbench } from './testing/workbench';

/** Every end that a transaction can come to, on a real node. */
describe('following a transaction', () => {
  let bench: Workbench;
  let chain: Chain;
  let client: Workbench['client'];
  let staker: Hex;
  let pool: Hex;

  beforeAll(async () => {
    bench = await openWorkbench(15);
    ({ chain, client, account: staker } = bench);
    pool = chain.poolId('HARBOR');
  }, 120_000);
  afterAll(() => bench?.anvil.stop());
  beforeEach(() => bench.mineAtOnce());

  const flight = (hash: Hex, call: Call | null): InFlight => ({
    hash,
    account: staker,
    sentAtBlock: 0,
    call,
    nonce: null,
    seenAtBlock: null,
  });
  function watch(start: InFlight, dropAfter = 60_000, known: string[] = []) {
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
      known: async () => new Set([start.hash, ...known]),
      onSeen: (value) => seen(value),
    });
    return { ending, inPool, controller };
  }
  const fees = { maxFeePerGas: 400_000_000_000n, maxPriorityFeePerGas: 100_000_000_000n };
  const waiting = async () => {
    await bench.anvil.setMining('manual');
    const intent = { pool, value: parseEther('10') };
    const simulation = await bench.look('stake', intent);
    const [{ call, gas }] = simulation.steps;
    return { call, gas, hash: await bench.sign('stake', intent, simulation) };
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
    const faster = await bench.walletClient().sendTransaction({ chain: null, ...call, gas, nonce, ...fees });
    await mine();
    expect(await ending).toMatchObject({ kind: 'repriced', receipt: { transactionHash: faster } });
  });

  it('sped up before any node showed it: known by its very call', async () => {
    const { call, gas, hash } = await waiting();
    const sentAtBlock = Number(await chain.reader.getBlockNumber());
    const { nonce } = await chain.reader.getTransaction({ hash });
    const faster = await bench.walletClient().sendTransaction({ chain: null, ...call, gas, nonce, ...fees });
    const { ending } = watch({ ...flight(hash, call), sentAtBlock });
    await mine();
    expect(await ending).toMatchObject({ kind: 'repriced', receipt: { transactionHash: faster } });
  });

  it('never shown by any node, while one that is in the list did the same: dropped', async () => {
    const { call, hash } = await waiting();
    const sentAtBlock = Number(await chain.reader.getBlockNumber());
    await mine();
    const { ending } = watch({ ...flight(keccak256('0x01'), call), sentAtBlock }, 400, [hash]);
    expect(await kindOf(ending)).toBe('dropped');
  });

  it('never shown by any node that tells of the time when it was sent: dropped', async () => {
    const { call } = await waiting();
    await mine();
    const sentAtBlock = Number(await chain.reader.getBlockNumber()) + 1_000;
    const { ending } = watch({ ...flight(keccak256('0x01'), call), sentAtBlock }, 400);
    expect(await kindOf(ending)).toBe('dropped');
  });

  it('never shown by any node, with the same done long before: dropped', async () => {
    const { call } = await waiting();
    await mine();
    const sentAtBlock = Number(await chain.reader.getBlockNumber());
    const { ending } = watch({ ...flight(keccak256('0x01'), call), sentAtBlock }, 400);
    expect(await kindOf(ending)).toBe('dropped');
  });

  it('cancelled: nothing sent to oneself in its place', async () => {
    const { hash, call } = await waiting();
    const { ending, inPool } = watch(flight(hash, call));
    const { nonce } = await inPool;
    await bench.walletClient().sendTransaction({ chain: null, to: staker, value: 0n, nonce, ...fees });
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
    const other = await bench.walletClient().sendTransaction({ chain: null, to, value: 1n, nonce, ...fees });
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

  it.each([
    ['in its data, up to version 1.3', '0x60406000600037604035604060 00a100'],
    ['as a topic, since version 1.4', '0x6040600060003760003560403560206020a200'],
  ])('of a Safe: found by the event that names its own hash %s', async (_version, code) => {
    // All of a Safe that matters here: it logs the first words of what it is called with, as its source does.
    const safe: Hex = `0x${keccak256(stringToHex(code)).slice(26)}`;
    await chain.rpc.call('anvil_setCode', [safe, code.replace(' ', '')]);
    const safeHash = keccak256(stringToHex(`what the owners of ${safe} sign`));
    const sentAtBlock = Number(await chain.reader.getBlockNumber());
    const { ending } = watch({ ...flight(safeHash, null), account: safe, sentAtBlock }, 50);
    const succeeded = keccak256(stringToHex('ExecutionSuccess(bytes32,uint256)')).slice(2);
    const say = (hash: Hex) => bench.transact(16, { to: safe, data: `${hash}${'0'.repeat(64)}${succeeded}` });
    await say(keccak256(stringToHex('another one')));
    // Owners take their time: a Safe's transaction is never said to be dropped.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const executed = await say(safeHash);
    expect(await ending).toMatchObject({
      kind: 'mined',
      receipt: { transactionHash: executed.transactionHash },
    });
  });

  describe('once it is mined', () => {
    const mineOne = async () => {
      const receipt = await bench.transact(16, { to: devAccount(17).address, data: '0x' });
      const { transactionHash: hash, blockHash, blockNumber } = receipt;
      return { hash, blockHash, block: Number(blockNumber) };
    };
    const watching = (mined: Awaited<ReturnType<typeof mineOne>>) =>
      watchMined(mined, { client, signal: AbortSignal.timeout(20_000), interval: 30 });

    it('it is final when the chain says so', async () => {
      const mined = await mineOne();
      await chain.rpc.call('anvil_mine', ['0x50']);
      expect(await watching(mined)).toBe('final');
    });

    it('a reorg takes it back', async () => {
      const mined = await mineOne();
      const fate = watching(mined);
      await chain.rpc.call('anvil_reorg', [1, []]);
      await mine();
      expect(await fate).toBe('gone');
    });
  });

  /** The page is gone before the wallet has answered. */
  describe('the answer that nobody waited for', () => {
    const ask = async (): Promise<Asked & { call: Call }> => {
      await bench.anvil.setMining('manual');
      const intent = { pool, value: parseEther('10') };
      const { steps, block } = await bench.look('stake', intent);
      const { to, data } = steps[0].call;
      return {
        ...{ id: 'asked', chainId: bench.deployment.chainId, account: staker, kind: 'stake', intent: {} },
        ...{ title: '', step: { key: '', title: '', index: 0, of: 1 }, sentAt: 0, told: false },
        sentAtBlock: Number(block.number),
        nonce: await chain.reader.getTransactionCount({ address: staker }),
        call: { to, data },
      };
    };
    const sendCall = (call: Call) =>
      bench.walletClient().sendTransaction({ chain: null, ...call, gas: 1_000_000n });
    const pay = () =>
      bench.walletClient().sendTransaction({ chain: null, to: devAccount(16).address, value: 1n });

    it('is found among others, once it is in a block', async () => {
      const question = await ask();
      expect(await findAnswer(client, question)).toBeNull();
      await pay();
      await mine();
      const answer = await sendCall(question.call);
      expect(await findAnswer(client, question)).toBeNull();
      await mine();
      await pay();
      for (let block = 0; block < 5; block++) await mine();
      expect(await findAnswer(client, question)).toBe(answer);
      expect(await findAnswer(client, question, new Set([answer]))).toBeNull();
    });

    it('is none that went before, goes elsewhere or says something else', async () => {
      const { call } = await ask();
      await sendCall(call);
      await mine();
      const question = await ask();
      await pay();
      await sendCall({ to: call.to, data: `${call.data ?? '0x'}00` });
      await mine();
      expect(await findAnswer(client, question)).toBeNull();
      expect(await findAnswer(client, { ...question, call: null })).toBeNull();
    });
  });
});
