import { encodeFunctionData, parseEther } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { devAccount } from '@/devnet/accounts';
import type { Chain } from '@/e2e/support/chain';
import type { Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { explain } from '@/lib/domain/error-catalogue';
import { walletPoolId } from '@/lib/domain/partition';
import { sendBatch } from './send';
import { settle } from './settle';
import { openWorkbench, type Workbench } from './testing/workbench';

const STAKER = 16;

/** Collateral that stays in the wallet, from the first step to the last, against the real contracts. */
describe('collateral in place', () => {
  let bench: Workbench;
  let chain: Chain;
  let holder: Hex;
  let pool: Hex;
  let act: Workbench['act'];
  let look: Workbench['look'];
  let refusalOf: Workbench['refusalOf'];

  beforeAll(async () => {
    bench = await openWorkbench(STAKER);
    ({ chain, act, look, refusalOf, account: holder } = bench);
    pool = chain.inPlacePool;
  }, 120_000);
  afterAll(() => bench?.anvil.stop());
  beforeEach(() => bench.mineAtOnce());

  const hookManager = () =>
    chain.reader.readContract({
      abi: erc1820RegistryAbi,
      address: ERC1820_REGISTRY,
      functionName: 'getManager',
      args: [holder],
    });
  const setHookManager = (manager: string): Parameters<Workbench['transact']>[1] => ({
    to: ERC1820_REGISTRY,
    data: encodeFunctionData({
      abi: erc1820RegistryAbi,
      functionName: 'setManager',
      args: [holder, `0x${manager.slice(2)}`],
    }),
  });

  it('is set aside before the wallet is enrolled, and then backs nothing', async () => {
    const before = await chain.spendable(holder);
    const { simulation, settled } = await act('fund-in-place', { pool, value: parseEther('500.25') });
    expect(simulation.preview).toEqual({
      spendableAfter: before - parseEther('500.25'),
      inPlaceAfter: parseEther('500.25'),
      exposedAfter: 0n,
      enrolled: false,
    });
    expect(await chain.spendable(holder)).toBe(simulation.preview.spendableAfter);
    expect((await chain.holder(holder)).balance).toBe(parseEther('500.25'));
    expect(settled).toMatchObject({ ok: true, outcome: { text: '500.25 AMP are in place for WALLETS.' } });
  });

  it('more than is spendable, for a manager that is none, or by a wallet that never enrolled: refused', async () => {
    const spendable = await chain.spendable(holder);
    expect(await refusalOf(look('fund-in-place', { pool, value: spendable + 1n }))).toEqual({
      kind: 'reason',
      reason: '52',
    });
    const strange = await refusalOf(
      look('fund-in-place', { pool: walletPoolId('WALLETS', holder), value: 1n }),
    );
    expect(explain(strange).title).toBe('Nobody looks after that partition');
    expect(await refusalOf(look('unenrol', { pool }))).toMatchObject({ error: 'NotEnrolled' });
    expect(await refusalOf(look('change-exposure', { pool, maxExposure: 1n }))).toMatchObject({
      error: 'NotEnrolled',
    });
  });

  it('enrolling takes two transactions, whose outcome is known before the first', async () => {
    const intent = { pool, maxExposure: parseEther('400') };
    const shown = await look('enrol', intent);
    expect(shown.steps.map(({ key }) => key)).toEqual(['hand-over', 'enrol']);
    expect(shown.preview).toEqual({
      maxExposure: parseEther('400'),
      inPlace: parseEther('500.25'),
      handsOverHooks: true,
    });
    const [handOver] = shown.steps;
    const receipt = await bench.mined(await bench.sign('enrol', intent, shown));
    const { client, deployment } = bench;
    const first = await settle({
      kind: 'enrol',
      intent,
      step: 'hand-over',
      receipt,
      call: handOver.call,
      client,
      deployment,
      account: holder,
    });
    expect(first).toMatchObject({ ok: true, outcome: { text: 'The wallet’s hooks are handed over.' } });
    expect((await chain.holder(holder)).enrolled).toBe(false);

    // The page is closed here. Whoever opens it again is asked for what is left, and for nothing twice.
    const resumed = await look('enrol', intent);
    expect(resumed.steps.map(({ key }) => key)).toEqual(['enrol']);
    expect(resumed.plan).toHaveLength(2);
    const { settled } = await act('enrol', intent);
    expect(settled).toMatchObject({ ok: true });
    expect(await chain.holder(holder)).toMatchObject({
      enrolled: true,
      ready: true,
      maxExposure: parseEther('400'),
      lockable: parseEther('400'),
    });
  });

  it('several payments stand on one wallet at once, and only what is free can be taken out', async () => {
    const first = await chain.lockInPlace([{ holder, amount: parseEther('150') }]);
    const second = await chain.lockInPlace([{ holder, amount: parseEther('200') }]);
    expect((await chain.holder(holder)).locked).toBe(parseEther('350'));

    const tooMuch = await refusalOf(
      look('take-out', { pool, amount: { kind: 'part', wei: parseEther('150.250000000000000001') } }),
    );
    expect(tooMuch).toMatchObject({ kind: 'contract', error: 'NotMovable' });
    expect(explain(tooMuch).next).toContain('150.25 AMP');
    expect(await refusalOf(look('unenrol', { pool }))).toMatchObject({ error: 'StillLocked' });
    const below = await refusalOf(look('change-exposure', { pool, maxExposure: parseEther('349') }));
    expect(below).toMatchObject({ error: 'ExposureBelowLocked' });

    const changed = await act('change-exposure', { pool, maxExposure: parseEther('350') });
    expect(changed.simulation.preview).toMatchObject({
      before: parseEther('400'),
      after: parseEther('350'),
      locked: parseEther('350'),
    });
    expect((await chain.holder(holder)).lockable).toBe(0n);
    await chain.releaseInPlace(first, parseEther('150'));
    await chain.releaseInPlace(second, parseEther('100'));
  });

  it('what is free leaves to the wei, while a payment goes on', async () => {
    const before = await chain.spendable(holder);
    const { simulation, settled } = await act('take-out', { pool, amount: { kind: 'all' } });
    const { preview } = simulation;
    expect(preview).toEqual({
      value: parseEther('400.25'),
      staysInPlace: parseEther('100'),
      locked: parseEther('100'),
    });
    expect(await chain.spendable(holder)).toBe(before + preview.value);
    expect(settled.ok).toBe(true);
    expect(await refusalOf(look('take-out', { pool, amount: { kind: 'all' } }))).toMatchObject({
      error: 'ZeroAmount',
    });
  });

  it('a lock that comes between the look and the signature: the transaction is undone, and says why', async () => {
    await act('fund-in-place', { pool, value: parseEther('200') });
    const intent = { pool, amount: { kind: 'part', wei: parseEther('200') } } as const;
    const shown = await look('take-out', intent);
    await chain.lockInPlace([{ holder, amount: parseEther('120') }]);
    const receipt = await bench.mined(await bench.sign('take-out', intent, shown));
    const [{ key: step, call }] = shown.steps;
    const { client, deployment, account } = bench;
    const settled = await settle({
      kind: 'take-out',
      intent,
      step,
      receipt,
      call,
      client,
      deployment,
      account,
    });
    expect(settled).toMatchObject({ ok: false, failure: { kind: 'contract', error: 'NotMovable' } });
  });

  it('once its payments are over the wallet leaves, and has its hooks back', async () => {
    await chain.warp(1300);
    expect(await hookManager()).not.toBe(devAccount(STAKER).address);
    const { simulation, settled } = await act('unenrol', { pool });
    expect(simulation.preview.inPlace).toBe(parseEther('300'));
    expect(settled.ok).toBe(true);
    expect(await hookManager()).toBe(devAccount(STAKER).address);
    expect((await act('take-out', { pool, amount: { kind: 'all' } })).simulation.preview.staysInPlace).toBe(
      0n,
    );
  });

  it('a pause between the two steps: the second is refused with its reason, and the hooks come back', async () => {
    const intent = { pool, maxExposure: parseEther('50') };
    const shown = await look('enrol', intent);
    await bench.mined(await bench.sign('enrol', intent, shown));
    await chain.pauseInPlace(true);
    expect(await refusalOf(look('enrol', intent))).toMatchObject({ error: 'StakesPaused' });
    await chain.pauseInPlace(false);
    const { simulation, settled } = await act('unenrol', { pool });
    expect(simulation.preview.enrolled).toBe(false);
    expect(settled).toMatchObject({ ok: true, outcome: { text: 'The wallet’s hooks are its own again.' } });
    expect(await hookManager()).toBe(devAccount(STAKER).address);
  });

  it('a wallet whose hooks are somebody else’s is told so before it signs anything', async () => {
    const other = devAccount(17).address;
    await bench.transact(STAKER, setHookManager(other));
    const failure = await refusalOf(look('enrol', { pool, maxExposure: 1n }));
    expect(explain(failure).title).toBe('Somebody else speaks for this account');
    await bench.transact(17, setHookManager(holder));
  });

  it('a wallet that takes batches gets both steps as one, each looked at by the guard', async () => {
    const intent = { pool, maxExposure: parseEther('50') };
    const { steps } = await look('enrol', intent);
    const calls = steps.map(({ call }) => call);
    const given: unknown[] = [];
    const checks = bench.checks('enrol', intent, {
      sendBatch: async (batch) => {
        given.push(...batch);
        return '0xbatch';
      },
    });
    expect(await sendBatch({ ...checks, calls })).toBe('0xbatch');
    expect(given).toEqual(calls);
    const [first] = calls;
    if (!first) throw new Error('no call');
    const stolen = { ...first, data: setHookManager(devAccount(17).address).data };
    expect(await refusalOf(sendBatch({ ...checks, calls: [...calls, stolen] }))).toMatchObject({
      problem: { code: 'unexpected-call' },
    });
    expect(given).toHaveLength(2);
  });
});
