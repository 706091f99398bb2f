import { encodeFunctionData, keccak256, parseEther, stringToHex } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { devAccounts } from '@/devnet/accounts';
import { type Chain, EPOCH_LENGTH } from '@/e2e/support/chain';
import type { Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { explain } from '@/lib/domain/error-catalogue';
import { generationId } from '@/lib/domain/partition';
import { settle } from './settle';
import { openWorkbench, type Workbench } from './testing/workbench';

/** Rewards, moves between pools and the end of a generation, against the real contracts. */
describe('what a stake earns, and where it goes next', () => {
  let bench: Workbench;
  let chain: Chain;
  let staker: Hex;
  let act: Workbench['act'];
  let look: Workbench['look'];
  let refusalOf: Workbench['refusalOf'];
  let harbor: Hex;
  let bitcoin: Hex;
  let calm: Hex;

  beforeAll(async () => {
    bench = await openWorkbench(15);
    ({ chain, act, look, refusalOf, account: staker } = bench);
    harbor = chain.poolId('HARBOR');
    bitcoin = chain.poolId('BITCOIN');
    calm = chain.poolId('CALM');
  }, 120_000);
  afterAll(() => bench?.anvil.stop());
  beforeEach(() => bench.mineAtOnce());

  /** Rewards that have all flowed. */
  async function earn(tag: 'HARBOR' | 'BITCOIN', fee: bigint, topUp: bigint) {
    await chain.reward(tag, 'Fee', fee);
    await chain.reward(tag, 'TopUp', topUp);
    await chain.warp(EPOCH_LENGTH * 11);
  }
  /** A ticket that is due. */
  async function leave(pool: Hex, wei: bigint): Promise<number> {
    const { simulation } = await act('request-exit', { pool, amount: { kind: 'part', wei } });
    const { exitAt } = simulation.preview;
    await chain.warp(exitAt - (await chain.now()) + EPOCH_LENGTH);
    return exitAt / EPOCH_LENGTH;
  }

  describe('rewards', () => {
    it('of nothing: refused, and said', async () => {
      const failure = await refusalOf(look('claim-rewards', { pools: [harbor] }));
      expect(failure).toMatchObject({ error: 'NoRewards' });
      expect(await refusalOf(look('compound', { pool: harbor }))).toMatchObject({ error: 'NoRewards' });
    });

    it('of two pools in one claim, fees and top-ups apart, to the wei', async () => {
      await act('stake', { pool: harbor, value: parseEther('100000') });
      await act('stake', { pool: bitcoin, value: parseEther('100000') });
      await earn('HARBOR', parseEther('60'), parseEther('30'));
      await earn('BITCOIN', parseEther('10'), parseEther('4'));
      const before = await chain.spendable(staker);
      const owed = await Promise.all(
        (['HARBOR', 'BITCOIN'] as const).map((tag) => chain.account(tag, staker)),
      );
      const { simulation, settled } = await act('claim-rewards', { pools: [harbor, bitcoin] });
      const { fees, topUps } = simulation.preview;
      expect(fees).toBe(owed.reduce((sum, one) => sum + one.fees, 0n));
      expect(topUps).toBe(owed.reduce((sum, one) => sum + one.topUps, 0n));
      // Half of each pool is the staker's; the stream keeps its rounding.
      expect(fees).toBeGreaterThan(parseEther('34.99'));
      expect(topUps).toBeGreaterThan(parseEther('16.99'));
      expect(await chain.spendable(staker)).toBe(before + fees + topUps);
      expect(settled).toMatchObject({ ok: true, outcome: { text: expect.stringMatching(/AMP of rewards/) } });
    });

    it('staked again: the stake is worth what was promised, below the smallest stake too', async () => {
      await earn('HARBOR', parseEther('4'), parseEther('2'));
      const before = await chain.account('HARBOR', staker);
      const { simulation, settled } = await act('compound', { pool: harbor });
      const { preview } = simulation;
      expect(preview.fees).toBe(before.fees);
      expect(preview.topUps).toBe(before.topUps);
      expect(preview.fees + preview.topUps).toBeLessThan(parseEther('10'));
      const after = await chain.account('HARBOR', staker);
      expect(after.assets).toBe(preview.worth);
      expect(after.shares - before.shares).toBe(preview.shares);
      expect(after.fees + after.topUps).toBe(0n);
      expect(settled.ok).toBe(true);
    });

    it('that another tab claims between the look and the signature: undone, and the reason is found', async () => {
      await earn('HARBOR', parseEther('40'), parseEther('20'));
      const intent = { pools: [harbor] };
      const shown = await look('claim-rewards', intent);
      await act('claim-rewards', intent);
      const receipt = await bench.mined(await bench.sign('claim-rewards', intent, shown));
      const [{ key: step, call }] = shown.steps;
      const { client, deployment, account } = bench;
      const settled = await settle({
        kind: 'claim-rewards',
        intent,
        step,
        receipt,
        call,
        client,
        deployment,
        account,
      });
      expect(settled).toMatchObject({ ok: false, failure: { kind: 'contract', error: 'NoRewards' } });
    });

    it('cannot be staked while the pool takes no stakes, and can be claimed all the same', async () => {
      await earn('HARBOR', parseEther('40'), parseEther('20'));
      await chain.pause('HARBOR', true);
      expect(await refusalOf(look('compound', { pool: harbor }))).toMatchObject({ error: 'StakesPaused' });
      expect((await act('claim-rewards', { pools: [harbor] })).settled.ok).toBe(true);
      await chain.pause('HARBOR', false);
    });
  });

  describe('a move into another pool', () => {
    it('stakes what the exit pays, without its coming to the wallet', async () => {
      const exitEpoch = await leave(bitcoin, parseEther('5000'));
      const spendable = await chain.spendable(staker);
      const { simulation, settled } = await act('switch-pool', {
        pool: bitcoin,
        exitEpochs: [exitEpoch],
        into: calm,
      });
      const { preview } = simulation;
      expect(preview.amount).toBe(parseEther('5000'));
      const now = await chain.account('CALM', staker);
      expect(now.shares).toBe(preview.shares);
      expect(now.assets).toBe(preview.worth);
      expect(await chain.spendable(staker)).toBe(spendable);
      expect(settled).toMatchObject({
        ok: true,
        outcome: { text: '5,000 AMP are staked in CALM now.', at: null },
      });
    });

    it('is refused before it is due, into a pool that takes no stakes, and into none', async () => {
      const { simulation } = await act('request-exit', {
        pool: bitcoin,
        amount: { kind: 'part', wei: parseEther('3000') },
      });
      const exitEpoch = simulation.preview.exitAt / EPOCH_LENGTH;
      const intent = { pool: bitcoin, exitEpochs: [exitEpoch], into: calm };
      expect(await refusalOf(look('switch-pool', intent))).toMatchObject({ error: 'ExitNotDue' });
      await chain.warp(simulation.preview.exitAt - (await chain.now()) + EPOCH_LENGTH);
      await chain.pause('CALM', true);
      expect(await refusalOf(look('switch-pool', intent))).toMatchObject({ error: 'StakesPaused' });
      await chain.pause('CALM', false);
      const nowhere: Hex = `0xcccccccc4e4f4e4500000000${calm.slice(26)}`;
      expect(await refusalOf(look('switch-pool', { ...intent, into: nowhere }))).toMatchObject({
        error: 'UnknownPool',
      });
      // What could not be moved can still be claimed.
      expect((await act('claim-exit', { pool: bitcoin, exitEpochs: [exitEpoch] })).settled.ok).toBe(true);
    });
  });

  describe('a payout that a merchant’s own hook refused', () => {
    const [merchant] = devAccounts().merchants;
    const refuse = async (on: boolean) => {
      if (!merchant) throw new Error('no merchant');
      // One that names itself as its hook has no code that Amp could call: every transfer to it fails.
      const implementer: Hex = on ? merchant.address : `0x${'0'.repeat(40)}`;
      await bench.transact(merchant.index, {
        to: ERC1820_REGISTRY,
        data: encodeFunctionData({
          abi: erc1820RegistryAbi,
          functionName: 'setInterfaceImplementer',
          args: [merchant.address, keccak256(stringToHex('AmpTokensRecipient')), implementer],
        }),
      });
    };

    it('is kept, and collected once the hook is gone', async () => {
      if (!merchant) throw new Error('no merchant');
      const payment = await chain.lock({ tag: 'CALM', amount: parseEther('250') });
      await refuse(true);
      await chain.draw(payment, parseEther('250'));
      const merchantBench = { kind: 'withdraw-deferred', intent: { pool: calm } } as const;
      const stillRefused = await refusalOf(look(merchantBench.kind, merchantBench.intent, merchant.address));
      expect(explain(stillRefused).next.length).toBeGreaterThan(5);
      await refuse(false);
      const simulation = await look(merchantBench.kind, merchantBench.intent, merchant.address);
      expect(simulation.preview.amount).toBe(parseEther('250'));
      const before = await chain.spendable(merchant.address);
      await bench.transact(merchant.index, simulation.steps[0].call);
      expect(await chain.spendable(merchant.address)).toBe(before + parseEther('250'));
      expect(await refusalOf(look(merchantBench.kind, merchantBench.intent, merchant.address))).toMatchObject(
        { error: 'NothingDeferred' },
      );
    });

    it('is nobody else’s', async () => {
      expect(await refusalOf(look('withdraw-deferred', { pool: calm }))).toMatchObject({
        error: 'NothingDeferred',
      });
    });
  });

  describe('a generation that losses have closed', () => {
    it('is left by its own id, with all that is left there; a new stake begins afresh', async () => {
      for (let round = 0; (await chain.poolInfo('HARBOR')).generation === 1n; round++) {
        expect(round).toBeLessThan(40);
        const { capacity } = await chain.poolInfo('HARBOR');
        await chain.draw(await chain.lock({ tag: 'HARBOR', amount: capacity }), capacity);
      }
      expect((await chain.account('HARBOR', staker)).shares).toBe(0n);
      const closed = generationId(harbor, 1);
      expect(await refusalOf(look('request-exit', { pool: harbor, amount: { kind: 'all' } }))).toMatchObject({
        kind: 'contract',
      });

      const asked = await act('request-exit', { pool: closed, amount: { kind: 'all' } });
      expect(asked.settled.ok).toBe(true);
      const { exitAt } = asked.simulation.preview;
      await chain.warp(exitAt - (await chain.now()) + EPOCH_LENGTH);
      const claimed = await act('claim-exit', { pool: closed, exitEpochs: [exitAt / EPOCH_LENGTH] });
      expect(claimed.settled.ok).toBe(true);
      expect(claimed.simulation.preview.amount).toBe(asked.simulation.preview.worth);

      const fresh = await act('stake', { pool: harbor, value: parseEther('100') });
      expect(fresh.simulation.preview.shares).toBe(parseEther('100'));
    });
  });
});
