import { encodeFunctionData, getAddress, parseEther } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { devAccount } from '@/devnet/accounts';
import type { Chain } from '@/e2e/support/chain';
import { closeRegistry, openRegistry, setAddress } from '@/lib/chain/testing/local-names';
import { address, type Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { explain } from '@/lib/domain/error-catalogue';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { shortHex } from '@/lib/domain/text';
import { openWorkbench, type Workbench } from './testing/workbench';

const HOLDER = 18;
const other = address.parse(devAccount(19).address);

/** Who may move an account's AMP, and where the account sends it itself, against the real token. */
describe('rights over an account, and sending', () => {
  let bench: Workbench;
  let chain: Chain;
  let holder: Hex;
  let amp: Hex;
  let act: Workbench['act'];
  let look: Workbench['look'];
  let refusalOf: Workbench['refusalOf'];

  beforeAll(async () => {
    bench = await openWorkbench(HOLDER);
    ({ chain, act, look, refusalOf, account: holder } = bench);
    amp = bench.deployment.amp;
  }, 120_000);
  afterAll(() => bench?.anvil.stop());
  beforeEach(() => bench.mineAtOnce());

  const allow = (partition: Hex, value: bigint) =>
    bench.transact(HOLDER, {
      to: amp,
      data: encodeFunctionData({
        abi: ampAbi,
        functionName: 'approveByPartition',
        args: [partition, other, value],
      }),
    });
  const authorise = (partition: Hex | null) =>
    bench.transact(HOLDER, {
      to: amp,
      data: partition
        ? encodeFunctionData({
            abi: ampAbi,
            functionName: 'authorizeOperatorByPartition',
            args: [partition, other],
          })
        : encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args: [other] }),
    });
  const isOperator = (partition: Hex | null) =>
    partition
      ? chain.reader.readContract({
          abi: ampAbi,
          address: amp,
          functionName: 'isOperatorForPartition',
          args: [partition, other, holder],
        })
      : chain.reader.readContract({
          abi: ampAbi,
          address: amp,
          functionName: 'isOperator',
          args: [other, holder],
        });

  it('an allowance is taken back, in its partition alone', async () => {
    await allow(DEFAULT_PARTITION, parseEther('7'));
    await allow(chain.inPlacePool, parseEther('9'));
    const { simulation, settled } = await act('revoke-allowance', {
      spender: other,
      partition: chain.inPlacePool,
    });
    expect(simulation.preview.allowance).toBe(parseEther('9'));
    expect(settled.ok).toBe(true);
    const left = (partition: Hex) =>
      chain.reader.readContract({
        abi: ampAbi,
        address: amp,
        functionName: 'allowanceByPartition',
        args: [partition, holder, other],
      });
    expect(await left(chain.inPlacePool)).toBe(0n);
    expect(await left(DEFAULT_PARTITION)).toBe(parseEther('7'));
    await act('revoke-allowance', { spender: other, partition: DEFAULT_PARTITION });
    expect(await left(DEFAULT_PARTITION)).toBe(0n);
  });

  it('an operator is taken off, from all partitions or from one', async () => {
    await authorise(null);
    await authorise(chain.inPlacePool);
    const one = await act('revoke-operator', { operator: other, partition: chain.inPlacePool });
    expect(one.simulation.preview.forAllStands).toBe(true);
    expect(one.settled.ok).toBe(true);
    expect(await isOperator(null)).toBe(true);
    const all = await act('revoke-operator', { operator: other, partition: null });
    expect(all.settled.ok).toBe(true);
    expect(await isOperator(null)).toBe(false);
    expect(await isOperator(chain.inPlacePool)).toBe(false);
  });

  it('what is not there cannot be revoked: said before a fee is paid', async () => {
    const nothing = { kind: 'wallet', problem: { code: 'nothing-to-revoke' } };
    expect(await refusalOf(look('revoke-operator', { operator: other, partition: null }))).toEqual(nothing);
    expect(
      await refusalOf(look('revoke-allowance', { spender: other, partition: DEFAULT_PARTITION })),
    ).toEqual(nothing);
  });

  it('AMP goes to a person, to the wei', async () => {
    const [mine, theirs] = await Promise.all([chain.spendable(holder), chain.spendable(other)]);
    const value = parseEther('12.000000000000000345');
    const { simulation, settled } = await act('send-amp', {
      to: other,
      value,
      riskAccepted: false,
      name: null,
    });
    expect(simulation.preview).toEqual({ recipient: 'person', spendableAfter: mine - value });
    expect(await chain.spendable(other)).toBe(theirs + value);
    expect(await chain.spendable(holder)).toBe(mine - value);
    expect(settled.ok).toBe(true);
  });

  it('AMP goes to a name only while it leads where it was shown to lead', async () => {
    const intent = { to: other, value: parseEther('3'), riskAccepted: false, name: 'ann.eth' };
    const moved = (now: string | null) => ({
      kind: 'wallet',
      problem: { code: 'name-moved', name: 'ann.eth', now },
    });
    expect(await refusalOf(look('send-amp', intent))).toEqual(moved(null));
    await openRegistry(chain.rpc);
    await setAddress(chain.rpc, 'ann.eth', other);
    const theirs = await chain.spendable(other);
    expect((await act('send-amp', intent)).settled).toMatchObject({
      ok: true,
      outcome: { text: `3 AMP went to ann.eth (${shortHex(other)}).` },
    });
    expect(await chain.spendable(other)).toBe(theirs + intent.value);
    await setAddress(chain.rpc, 'ann.eth', amp);
    expect(await refusalOf(look('send-amp', intent))).toEqual(moved(getAddress(amp)));
    await closeRegistry(chain.rpc);
  });

  it('more than is spendable is refused, though the balance shows it', async () => {
    await act('fund-in-place', { pool: chain.inPlacePool, value: parseEther('1') });
    const value = (await chain.spendable(holder)) + 1n;
    expect(await refusalOf(look('send-amp', { to: other, value, riskAccepted: false, name: null }))).toEqual({
      kind: 'reason',
      reason: '52',
    });
  });

  it('never to where it would be lost, whatever anyone agrees to', async () => {
    const { collateralPool, walletCollateral } = bench.deployment;
    const nobody: Hex = `0x${'0'.repeat(40)}`;
    for (const to of [amp, collateralPool, walletCollateral, ERC1820_REGISTRY, nobody, holder]) {
      const failure = await refusalOf(look('send-amp', { to, value: 1n, riskAccepted: true, name: null }));
      expect(failure).toMatchObject({ problem: { code: 'bad-recipient' } });
      expect(explain(failure).cause).toMatch(/^It is .*\.$/);
    }
  });

  it('to a contract only with a yes to the warning', async () => {
    // Any contract that has nothing to do with AMP: the price feed, where there is one.
    const to = bench.deployment.priceFeed;
    if (!to) throw new Error('no price feed');
    const intent = { to, value: 5n, riskAccepted: false, name: null };
    expect(await refusalOf(look('send-amp', intent))).toEqual({
      kind: 'wallet',
      problem: { code: 'risky-recipient', recipient: 'contract' },
    });
    const { simulation, settled } = await act('send-amp', { ...intent, riskAccepted: true });
    expect(simulation.preview.recipient).toBe('contract');
    expect(settled.ok).toBe(true);
  });

  it('to a collateral manager only with a yes to the warning', async () => {
    await bench.transact(19, {
      to: amp,
      data: encodeFunctionData({ abi: ampAbi, functionName: 'registerCollateralManager' }),
    });
    const intent = { to: other, value: 5n, riskAccepted: false, name: null };
    expect(await refusalOf(look('send-amp', intent))).toEqual({
      kind: 'wallet',
      problem: { code: 'risky-recipient', recipient: 'manager' },
    });
  });
});
