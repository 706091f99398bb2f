import { type Abi, encodeFunctionData, type Hex, keccak256, toHex, zeroAddress } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import { DEFAULT_PARTITION, walletPoolId } from '@/lib/domain/partition';
import { ERC1820_REGISTRY, SENDER_HOOK } from '@/lib/domain/registry-events';
import { asciiToHex } from '@/lib/domain/text';
import { queue, type Stage, WALLET_PARAMS, WALLET_TAG } from './deploy-contracts';
import type { Random } from './random';
import type { TestChain } from './test-chain';

const AMP = 10n ** 18n;
export type Deed = [weight: number, deed: (now: number) => Promise<unknown>];

/**
 * Random deeds of holders of collateral in place, of their merchants and the operator, and of whoever gives others a
 * right to its tokens. As with {@link createTraffic}, many revert.
 *
 * @param elsewhere ids of payments that a pool may have locked for: now and then one is guaranteed twice
 */
export function walletDeeds(
  chain: TestChain,
  stage: Stage,
  random: Random,
  elsewhere: readonly Hex[],
): Deed[] {
  const { deployment, admin, operator, stakers, merchants, holders } = stage;
  const { amp, walletCollateral } = deployment;
  const pool = walletPoolId(WALLET_TAG, walletCollateral);
  const recent: Hex[] = [];
  let payments = 0;

  const call = (abi: Abi, to: Hex) => (from: Hex, functionName: string, args: readonly unknown[]) =>
    // Names and arguments stand side by side below; what does not fit makes viem throw.
    queue(chain, from, to, encodeFunctionData({ abi, functionName, args } as never));
  const wallet = call(walletCollateralAbi, walletCollateral);
  const token = call(ampAbi, amp);
  const registry = call(erc1820RegistryAbi, ERC1820_REGISTRY);

  const holder = () => random.pick(holders);
  const some = (most: number) => BigInt(random.between(1, most)) * AMP + BigInt(random.between(0, 999));
  const move = (from: Hex, value: bigint, fromPartition: Hex, toPartition: Hex) => {
    const data = dataToPartition(toPartition);
    return token(from, 'transferByPartition', [fromPartition, from, from, value, data, '0x']);
  };
  const hook = (account: Hex, implementer: Hex) =>
    registry(account, 'setInterfaceImplementer', [account, SENDER_HOOK, implementer]);
  const onRecent = async (deed: (id: Hex) => Promise<unknown>) => {
    if (recent.length > 0) await deed(random.pick(recent));
  };

  const newLock = (now: number) => {
    payments += 1;
    const twice = elsewhere.length > 0 && random.next() < 0.15;
    const paymentId = twice ? random.pick(elsewhere) : keccak256(toHex(`payment in place ${payments}`));
    recent.push(paymentId);
    if (recent.length > 40) recent.shift();
    const settleBy = now + random.between(4, 40);
    return {
      paymentId,
      pool,
      merchant: random.pick(merchants),
      settleBy,
      expiresAt: settleBy + random.between(8, 60),
      refHash: keccak256(paymentId),
      slices: Array.from({ length: random.between(1, 4) }, () => ({ holder: holder(), amount: some(60) })),
      quote: {
        asset: asciiToHex(random.pick(['BTC', 'ETH']), 8),
        assetAmount: BigInt(random.between(1, 1_000_000)),
        fiatAmount: BigInt(random.between(100, 50_000)),
        currency: asciiToHex(random.pick(['USD', 'EUR']), 3),
        ampPrice: 350_000n,
      },
    };
  };

  return [
    [
      4,
      async () => {
        const who = holder();
        await registry(who, 'setManager', [who, walletCollateral]);
        await move(who, some(3_000), DEFAULT_PARTITION, pool);
        await wallet(who, 'enroll', [pool, some(2_000)]);
      },
    ],
    [1, () => move(holder(), some(500), DEFAULT_PARTITION, pool)],
    [1, () => move(holder(), some(1_500), pool, DEFAULT_PARTITION)],
    [1, () => wallet(holder(), 'enroll', [pool, some(2_000)])],
    [1, () => wallet(holder(), 'unenroll', [pool])],
    [6, (now) => wallet(operator, 'lock', [newLock(now)])],
    [
      1,
      (now) =>
        wallet(operator, 'lockBatch', [Array.from({ length: random.between(1, 4) }, () => newLock(now))]),
    ],
    [2, () => onRecent((id) => wallet(operator, 'release', [id, some(50)]))],
    [2, () => onRecent((id) => wallet(operator, 'releaseBatch', [[id]]))],
    [1, () => onRecent((id) => wallet(random.pick(merchants), 'claimPayment', [id]))],
    [2, () => onRecent((id) => wallet(operator, 'draw', [id, some(40)]))],
    [1, () => wallet(random.pick(stakers), 'roll', [pool, holder(), 2n])],
    [
      1,
      () => {
        const merchant = random.pick(merchants);
        return wallet(merchant, 'withdrawDeferred', [pool, random.pick([merchant, ...stakers])]);
      },
    ],
    // Away from the manager: it can then name a hook of its own, and is no longer to be counted on.
    [0.5, () => onAway((who) => registry(who, 'setManager', [who, who]))],
    [0.5, () => onAway((who) => hook(who, random.pick([who, zeroAddress])))],
    [
      0.5,
      () => {
        const drawLimit = BigInt(random.between(100, 10_000)) * AMP;
        const drawWindow = random.pick([3_600, 5_400]);
        return wallet(admin, 'setParams', [pool, { ...WALLET_PARAMS, drawWindow, drawLimit }]);
      },
    ],
    [0.5, () => wallet(operator, 'setMerchant', [random.pick(merchants), random.next() > 0.3])],
    [
      0.5,
      () => {
        const flag = () => random.next() < 0.1;
        return wallet(operator, 'setPauses', [pool, { stakes: flag(), locks: flag(), draws: flag() }]);
      },
    ],
    [
      0.5,
      () => {
        const change = random.pick(['authorizeOperator', 'authorizeOperator', 'revokeOperator']);
        return token(random.pick([...holders, ...stakers]), change, [random.pick(merchants)]);
      },
    ],
    [
      0.5,
      () => {
        const change = random.pick(['authorizeOperatorByPartition', 'revokeOperatorByPartition']);
        return token(holder(), change, [random.pick([DEFAULT_PARTITION, pool]), random.pick(stakers)]);
      },
    ],
    [0.5, () => token(holder(), 'approveByPartition', [pool, random.pick(stakers), some(100)])],
    [
      0.5,
      () => {
        const change = random.next() < 0.5 ? 'grantRole' : 'revokeRole';
        const role = keccak256(toHex('REWARDER_ROLE'));
        return wallet(admin, change, [role, random.pick(stakers)]);
      },
    ],
  ];

  /** One holder plays this part, so that the others can be counted on. */
  async function onAway(deed: (who: Hex) => Promise<unknown>): Promise<void> {
    const last = holders.at(-1);
    if (last) await deed(last);
  }
}
