import { encodeFunctionData, type Hex, keccak256, stringToHex, toHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import { DEFAULT_PARTITION, poolId } from '@/lib/domain/partition';
import { asciiToHex } from '@/lib/domain/text';
import { PARAMS, POOL_TAGS, queue, type Stage } from './deploy-contracts';
import type { Random } from './random';
import { refuse } from './refuse';
import type { TestChain } from './test-chain';
import { type Deed, walletDeeds } from './wallet-traffic';

const AMP = 10n ** 18n;
/** blocks in which tickets to claim or cancel are looked for */
const LOOK_BACK = 60n;
type Ticket = { pool: Hex; account: Hex; exitEpoch: bigint };

/**
 * Random deeds of stakers, merchants and the operator. They are not planned to succeed: many meet a state that a
 * reorg has taken away, and revert, as on a real chain.
 */
export function createTraffic(chain: TestChain, stage: Stage, random: Random) {
  const { deployment, admin, operator, stakers, merchants } = stage;
  const { amp, collateralPool } = deployment;
  const pools = POOL_TAGS.map((tag) => poolId(tag, collateralPool));
  let payments = 0;
  const recent: Hex[] = [];
  const pool = () => random.pick(pools);
  const toPool = (from: Hex, data: Hex) => queue(chain, from, collateralPool, data);

  const transfer = (from: Hex, to: Hex, value: bigint, data: Hex, operatorData: Hex = '0x') =>
    queue(
      chain,
      from,
      amp,
      encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [DEFAULT_PARTITION, from, to, value, data, operatorData],
      }),
    );
  const encode = (functionName: string, args: readonly unknown[]): Hex =>
    // Names and arguments stand side by side below; what does not fit makes viem throw.
    encodeFunctionData({ abi: collateralPoolAbi, functionName, args } as never);

  const newLock = (now: number) => {
    payments += 1;
    const paymentId = keccak256(toHex(`payment ${payments}`));
    recent.push(paymentId);
    if (recent.length > 60) recent.shift();
    const settleBy = now + random.between(4, 40);
    return {
      paymentId,
      pool: pool(),
      merchant: random.pick(merchants),
      amount: BigInt(random.between(1, 4_000)) * AMP + BigInt(random.between(0, 1_000_000)),
      settleBy,
      expiresAt: settleBy + random.between(8, 60),
      refHash: keccak256(paymentId),
      quote: {
        asset: asciiToHex(random.pick(['BTC', 'ETH', 'SOL']), 8),
        assetAmount: BigInt(random.between(1, 1_000_000)),
        fiatAmount: BigInt(random.between(100, 50_000)),
        currency: asciiToHex(random.pick(['USD', 'EUR']), 3),
        ampPrice: 350_000n,
      },
    };
  };

  const deeds: Deed[] = [
    ...walletDeeds(chain, stage, random, recent),
    [
      4,
      () =>
        transfer(
          random.pick(stakers),
          collateralPool,
          BigInt(random.between(100, 20_000)) * AMP + BigInt(random.between(0, 999)),
          dataToPartition(pool()),
        ),
    ],
    [1, () => transfer(random.pick(stakers), random.pick(stakers), BigInt(random.between(0, 3)) * AMP, '0x')],
    [
      3,
      () => {
        const shares = BigInt(random.between(1, 9_000)) * AMP + BigInt(random.between(0, 999));
        return toPool(random.pick(stakers), encode('requestExit', [pool(), shares]));
      },
    ],
    [
      1,
      () =>
        onTicket(({ pool, account, exitEpoch }) => toPool(account, encode('cancelExit', [pool, exitEpoch]))),
    ],
    [
      4,
      () =>
        onTicket(({ pool, account, exitEpoch }) =>
          toPool(account, encode('claimExit', [pool, [exitEpoch], random.pick(stakers)])),
        ),
    ],
    [6, (now) => toPool(operator, encode('lock', [newLock(now)]))],
    [
      2,
      (now) =>
        toPool(
          operator,
          encode('lockBatch', [Array.from({ length: random.between(1, 6) }, () => newLock(now))]),
        ),
    ],
    [
      4,
      () => onRecent((id) => toPool(operator, encode('release', [id, BigInt(random.between(1, 500)) * AMP]))),
    ],
    [5, () => onRecent((id) => toPool(operator, encode('releaseBatch', [[id]])))],
    [2, () => onRecent((id) => toPool(random.pick(merchants), encode('claimPayment', [id])))],
    [2, () => onRecent((id) => toPool(operator, encode('draw', [id, BigInt(random.between(1, 300)) * AMP])))],
    [1, () => toPool(random.pick(stakers), encode('roll', [pool(), 3n]))],
    [1, () => transfer(random.pick(stakers), operator, BigInt(random.between(100, 500)) * AMP, '0x')],
    [
      2,
      () => {
        const value = BigInt(random.between(1, 200)) * AMP + BigInt(random.between(0, 999));
        const kind = stringToHex(random.pick(['Fee', 'TopUp']), { size: 32 });
        return transfer(operator, collateralPool, value, dataToPartition(pool()), kind);
      },
    ],
    [2, () => toPool(random.pick(stakers), encode('claimRewards', [[pool()], random.pick(stakers)]))],
    [1, () => toPool(random.pick(stakers), encode('compound', [pool()]))],
    [
      1,
      () =>
        onTicket(({ pool: from, account, exitEpoch }) =>
          toPool(account, encode('switchPool', [from, [exitEpoch], pool()])),
        ),
    ],
    [1, () => refuse(chain, random.pick(merchants), random.next() < 0.6)],
    [
      2,
      () => {
        const merchant = random.pick(merchants);
        return toPool(merchant, encode('withdrawDeferred', [pool(), random.pick([merchant, ...stakers])]));
      },
    ],
    [1, () => queue(chain, admin, collateralPool, encode('setParams', [pool(), params()]))],
    [1, () => toPool(operator, encode('setMerchant', [random.pick(merchants), random.next() > 0.3]))],
    [1, () => toPool(operator, encode('setPauses', [pool(), pauses()]))],
  ];
  const total = deeds.reduce((sum, [weight]) => sum + weight, 0);

  const params = () => ({
    ...PARAMS,
    drawWindow: random.pick([3_600, 5_400]),
    drawLimit: BigInt(random.between(1_000, 100_000)) * AMP,
    rewardEpochs: random.between(1, 5),
  });
  const pauses = () => ({
    stakes: random.next() < 0.1,
    locks: random.next() < 0.1,
    draws: random.next() < 0.1,
  });
  const onRecent = async (deed: (id: Hex) => Promise<unknown>) => {
    if (recent.length > 0) await deed(random.pick(recent));
  };
  const onTicket = async (deed: (ticket: Ticket) => Promise<unknown>) => {
    const height = await chain.client.getBlockNumber();
    const requests = await chain.client.getContractEvents({
      address: collateralPool,
      abi: collateralPoolAbi,
      eventName: 'ExitRequested',
      fromBlock: height > LOOK_BACK ? height - LOOK_BACK : 0n,
      strict: true,
    });
    if (requests.length > 0) await deed(random.pick(requests).args);
  };

  return {
    /** Queues `count` deeds. @param now seconds of chain time */
    async queueDeeds(count: number, now: number): Promise<void> {
      for (let i = 0; i < count; i += 1) {
        let ticket = random.next() * total;
        const chosen = deeds.find(([weight]) => {
          ticket -= weight;
          return ticket < 0;
        });
        await chosen?.[1](now);
      }
    },
  };
}
