import { type Account, type Hex, keccak256, parseEther, stringToHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { devAccounts } from '@/devnet/accounts';
import { type Anvil, startAnvil } from '@/devnet/anvil';
import { connect, type Reader, writerFor } from '@/devnet/clients';
import {
  type Call,
  type CollateralLock,
  contractCalls,
  type PoolParams,
  type WalletParams,
} from '@/devnet/contract-calls';
import { deployAll } from '@/devnet/deploy';
import { INITIAL_PRICE } from '@/devnet/market';
import { createRpc, type Rpc, toHex } from '@/devnet/rpc';
import { mined } from '@/devnet/transactions';
import type { Deployment } from '@/lib/domain/api';
import { DEFAULT_PARTITION, poolId, walletPoolId } from '@/lib/domain/partition';
import { asciiToHex } from '@/lib/domain/text';

/**
 * A chain on which nothing happens but what a test does: two pools, a staker's base, merchants, and the operator's
 * hand. Amounts in wei, durations in seconds of chain time.
 */
export const EPOCH_LENGTH = 20;
const PARAMS: PoolParams = {
  maxUtilisationBps: 8000,
  cooldown: 40,
  maxLockDuration: 3600,
  claimDelay: 30,
  merchantDelay: 0,
  rewardEpochs: 10,
  drawWindow: 3_600,
  drawLimit: parseEther('1000000'),
  minStake: parseEther('10'),
};
/** Nothing is ever drawn from CALM: a share stays a wei. */
export const TAGS = ['HARBOR', 'BITCOIN', 'CALM'] as const;
export type Tag = (typeof TAGS)[number];
/** The one pool of collateral in place. */
export const IN_PLACE_TAG = 'WALLETS';
const IN_PLACE_PARAMS: WalletParams = {
  maxLockDuration: 3600,
  claimDelay: 30,
  merchantDelay: 0,
  drawWindow: 3_600,
  drawLimit: parseEther('1000000'),
};

const people = devAccounts();
/** Stands in the pools from the start, so that a test's staker is never alone. */
const base = people.stakers[0]?.account;
const merchants = people.merchants.map((merchant) => merchant.address);

export type Chain = Awaited<ReturnType<typeof openChain>>;

/** Starts a node with everything deployed and the pools open, mining a block a second. */
export async function startChain(): Promise<{
  anvil: Anvil;
  deployment: Deployment;
  chain: Chain;
  genesisTimestamp: number;
}> {
  const genesisTimestamp = Math.floor(Date.now() / 1000);
  const anvil = await startAnvil({ genesisTimestamp });
  const deployment = await deployAll({
    rpcUrl: anvil.rpcUrl,
    epochLength: EPOCH_LENGTH,
    pools: [
      ...TAGS.map((tag) => ({ manager: 'collateralPool' as const, tag, params: PARAMS })),
      { manager: 'walletCollateral', tag: IN_PLACE_TAG, params: IN_PLACE_PARAMS },
    ],
  });
  const chain = await openChain(anvil.rpcUrl, deployment);
  await chain.prepare();
  await anvil.setMining(1);
  return { anvil, deployment, chain, genesisTimestamp };
}

/**
 * The hands of a test on a chain that {@link startChain} made. `mineAtOnce`: what they send does not wait for the block
 * that comes by the clock, but has one of its own.
 */
export async function openChain(
  rpcUrl: string,
  deployment: Deployment,
  { mineAtOnce = false }: { mineAtOnce?: boolean } = {},
) {
  const reader: Reader = await connect(rpcUrl);
  const rpc: Rpc = createRpc(rpcUrl);
  const calls = contractCalls(deployment);
  const pool = { address: deployment.collateralPool, abi: collateralPoolAbi } as const;
  const inPlace = { address: deployment.walletCollateral, abi: walletCollateralAbi } as const;
  const inPlacePool = walletPoolId(IN_PLACE_TAG, deployment.walletCollateral);
  let payments = 0;

  const settled = async (hash: Hex, what: string) => {
    if (mineAtOnce) await rpc.call('evm_mine');
    return mined(reader, hash, what);
  };
  const send = async (account: Account, { to, data, gas }: Call, what: string) =>
    settled(await writerFor(reader, account).sendTransaction({ to, data, gas }), what);
  const now = async () => Number((await reader.getBlock()).timestamp);
  const merchant = (index = 0): Hex => {
    const address = merchants[index];
    if (!address) throw new RangeError(`there is no merchant ${index}`);
    return address;
  };

  return {
    rpcUrl,
    rpc,
    reader,
    merchant,
    poolId: (tag: Tag) => poolId(tag, deployment.collateralPool),
    inPlacePool,

    /** Merchants and money: before blocks come by the clock. */
    async prepare() {
      const deployer = people.deployer.account;
      const supply = parseEther('100000000');
      await send(deployer, calls.mintSwapToken(deployer.address, supply), 'minting');
      await send(deployer, calls.approveSwap(supply), 'approving');
      await send(deployer, calls.swap(deployer.address), 'swapping');
      for (const [index, holder] of [people.faucet, people.rewarder, ...people.stakers].entries()) {
        await send(
          deployer,
          calls.transferAmp(holder.address, parseEther(index === 0 ? '50000000' : '1000000')),
          'funding',
        );
      }
      for (const address of merchants) {
        for (const manager of ['collateralPool', 'walletCollateral'] as const) {
          await send(people.registrar.account, calls.setMerchant(address, true, manager), 'registering');
        }
      }
      for (const tag of TAGS) {
        if (base)
          await send(
            base,
            calls.stake(base.address, poolId(tag, deployment.collateralPool), parseEther('100000')),
            'staking',
          );
      }
    },

    /** Locks collateral for a new payment and returns its id. */
    async lock(
      options: {
        tag?: Tag;
        amount?: bigint;
        cents?: bigint;
        /** by their number, or anybody's address */
        merchant?: number | Hex;
        settleIn?: number;
        lasts?: number;
        /** one of its own unless given */
        paymentId?: Hex;
      } = {},
    ) {
      const { tag = 'HARBOR', amount = parseEther('1000'), cents = 420n } = options;
      const at = await now();
      payments += 1;
      const item: CollateralLock = {
        paymentId:
          options.paymentId ?? keccak256(stringToHex(`payment ${payments} at ${at} ${Math.random()}`)),
        pool: poolId(tag, deployment.collateralPool),
        merchant: typeof options.merchant === 'string' ? options.merchant : merchant(options.merchant),
        amount,
        settleBy: at + (options.settleIn ?? 600),
        expiresAt: at + (options.lasts ?? 1200),
        refHash: keccak256(stringToHex(`order ${payments}`)),
        quote: {
          asset: asciiToHex('BTC', 8),
          assetAmount: 4357n,
          fiatAmount: cents,
          currency: asciiToHex('USD', 3),
          ampPrice: INITIAL_PRICE,
        },
      };
      await send(people.operator.account, calls.lock(item), 'locking');
      return item.paymentId;
    },
    /** Makes somebody a merchant of the pools. */
    register: (address: Hex) =>
      send(people.registrar.account, calls.setMerchant(address, true), 'registering'),
    release: (paymentId: Hex, amount: bigint) =>
      send(people.operator.account, calls.release(paymentId, amount), 'releasing'),
    draw: (paymentId: Hex, amount: bigint) =>
      send(people.operator.account, calls.draw(paymentId, amount), 'drawing'),
    pause: async (tag: Tag, stakes: boolean) => {
      const writer = writerFor(reader, people.guardian.account);
      const pauses = { stakes, locks: false, draws: false };
      const args = [poolId(tag, deployment.collateralPool), pauses] as const;
      await settled(await writer.writeContract({ ...pool, functionName: 'setPauses', args }), 'pausing');
    },

    /** ETH for fees, and AMP to spend, for an account that has neither. */
    async fund(address: Hex, amp: bigint) {
      await rpc.call('anvil_setBalance', [address, toHex(parseEther('100'))]);
      if (amp > 0n) await send(people.faucet.account, calls.transferAmp(address, amp), 'funding');
    },
    /** A transaction of anybody's, mined. */
    transact: (account: Account, call: { to: Hex; data: Hex }) =>
      send(account, { ...call, gas: 1_500_000n }, 'a transaction'),

    /** Fees or top-ups for a pool's stakers, streamed over the pool's reward epochs. */
    reward: (tag: Tag, kind: 'Fee' | 'TopUp', amount: bigint) =>
      send(
        people.rewarder.account,
        calls.reward(people.rewarder.address, poolId(tag, deployment.collateralPool), kind, amount),
        'rewarding',
      ),

    /** Locks AMP in the wallets of holders for a new payment and returns its id. */
    async lockInPlace(slices: readonly { holder: Hex; amount: bigint }[]) {
      const at = await now();
      payments += 1;
      const writer = writerFor(reader, people.operator.account);
      const item = {
        paymentId: keccak256(stringToHex(`in place ${payments} at ${at} ${Math.random()}`)),
        pool: inPlacePool,
        merchant: merchant(),
        settleBy: at + 600,
        expiresAt: at + 1200,
        refHash: keccak256(stringToHex(`order ${payments}`)),
        slices,
        quote: {
          asset: asciiToHex('ETH', 8),
          assetAmount: 4357n,
          fiatAmount: 420n,
          currency: asciiToHex('USD', 3),
          ampPrice: INITIAL_PRICE,
        },
      };
      const hash = await writer.writeContract({ ...inPlace, functionName: 'lock', args: [item] });
      await settled(hash, 'locking in place');
      return item.paymentId;
    },
    releaseInPlace: async (paymentId: Hex, amount: bigint) => {
      const writer = writerFor(reader, people.operator.account);
      const hash = await writer.writeContract({
        ...inPlace,
        functionName: 'release',
        args: [paymentId, amount],
      });
      await settled(hash, 'releasing in place');
    },
    pauseInPlace: async (stakes: boolean) => {
      const writer = writerFor(reader, people.guardian.account);
      const args = [inPlacePool, { stakes, locks: false, draws: false }] as const;
      const hash = await writer.writeContract({ ...inPlace, functionName: 'setPauses', args });
      await settled(hash, 'pausing in place');
    },
    holder: (account: Hex) =>
      reader.readContract({ ...inPlace, functionName: 'holderInfo', args: [inPlacePool, account] }),

    /** Turns the chain's clock on; blocks go on from there, one a second. */
    async warp(seconds: number) {
      await rpc.call('evm_increaseTime', [seconds]);
      await rpc.call('evm_mine');
    },
    now,
    /** What an address may spend: its balance in the default partition. */
    spendable: (holder: Hex) =>
      reader.readContract({
        address: deployment.amp,
        abi: ampAbi,
        functionName: 'balanceOfByPartition',
        args: [DEFAULT_PARTITION, holder],
      }),
    account: (tag: Tag, holder: Hex) =>
      reader.readContract({
        ...pool,
        functionName: 'accountInfo',
        args: [poolId(tag, deployment.collateralPool), holder],
      }),
    poolInfo: (tag: Tag) =>
      reader.readContract({
        ...pool,
        functionName: 'poolInfo',
        args: [poolId(tag, deployment.collateralPool)],
      }),
  };
}
