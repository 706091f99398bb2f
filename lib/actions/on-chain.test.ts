import { createClient, http, parseEther } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { devAccount } from '@/devnet/accounts';
import { type Chain, EPOCH_LENGTH } from '@/e2e/support/chain';
import type { Deployment } from '@/lib/domain/api';
import { address, type Hex } from '@/lib/domain/codecs';
import { explain } from '@/lib/domain/error-catalogue';
import type { Call } from './action';
import type { Signer } from './send';
import { settle } from './settle';
import { simulate } from './simulate';
import { openWorkbench, type Workbench } from './testing/workbench';

/** Staking and leaving against the real contracts: what the preview promises is what the chain does. */
describe('stakes on a chain', () => {
  let bench: Workbench;
  let chain: Chain;
  let deployment: Deployment;
  let client: Workbench['client'];
  let staker: Hex;
  let pool: Hex;
  let look: Workbench['look'];
  let act: Workbench['act'];
  let refusalOf: Workbench['refusalOf'];

  beforeAll(async () => {
    bench = await openWorkbench(15);
    ({ chain, deployment, client, look, act, refusalOf, account: staker } = bench);
    pool = chain.poolId('HARBOR');
  }, 120_000);
  afterAll(() => bench?.anvil.stop());
  beforeEach(() => bench.mineAtOnce());

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

  it('a Safe needs no ETH: whoever carries it out pays', async () => {
    const safe = address.parse(devAccount(19).address);
    await chain.fund(safe, parseEther('10'));
    await chain.rpc.call('anvil_setBalance', [safe, '0x0']);
    await chain.rpc.call('anvil_setCode', [safe, '0x00']);
    const { preview, fee } = await look('stake', { pool, value: parseEther('10') }, safe);
    expect(preview.worth).toBeGreaterThan(0n);
    expect(fee.most).toBeGreaterThan(0n);
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
    const intent = { pool, value: parseEther('10') };
    const simulation = await look('stake', intent);
    const [step] = simulation.steps;
    const neverAsked = {
      send: () => {
        throw new Error('the wallet was asked');
      },
    };
    const wrong = (overrides: Partial<Signer>, call: Call = step.call) =>
      refusalOf(bench.sign('stake', intent, { steps: [{ ...step, call }] }, { ...neverAsked, ...overrides }));
    expect(await wrong({ chainId: async () => 1 })).toMatchObject({ problem: { code: 'wrong-chain' } });
    expect(await wrong({ accounts: async () => [devAccount(16).address] })).toMatchObject({
      problem: { code: 'account-changed' },
    });
    expect(await wrong({ accounts: async () => [] })).toMatchObject({ problem: { code: 'account-changed' } });
    expect(await wrong({}, { ...step.call, to: staker })).toMatchObject({
      problem: { code: 'unexpected-call' },
    });
  });

  it('a transaction that reverts when mined gives its reason, though the receipt does not', async () => {
    const intent = { pool, value: parseEther('10') };
    const simulation = await look('stake', intent);
    await chain.pause('HARBOR', true);
    const receipt = await bench.mined(await bench.sign('stake', intent, simulation));
    const [{ key: step, call }] = simulation.steps;
    const settled = await settle({
      kind: 'stake',
      intent,
      step,
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
      step: 'only',
      receipt,
      call: null,
      client,
      deployment,
      account: staker,
    });
    expect(settled).toMatchObject({ ok: false, failure: { kind: 'wallet', problem: { code: 'unproved' } } });
  });
});
