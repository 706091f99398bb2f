import { randomBytes } from 'node:crypto';
import { type Address, toHex as bytesToHex, type Hex, keccak256 } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import { poolId } from '@/lib/domain/partition';
import { asciiToHex } from '@/lib/domain/text';
import { devAccounts } from './accounts';
import { type DevChain, type Receipt, syncClock } from './chain';
import { first } from './lists';
import { type AssetTicker, assetAmount, collateralFor, INITIAL_PRICE } from './market';
import { toHex } from './rpc';
import { ticketsIn } from './stakers';

/**
 * What a test or a person at a terminal does to a local chain, one thing at a time. Each waits until it is mined and
 * throws `Reverted`, naming the contract's error, when it is refused.
 */
export type LockRequest = {
  /** a pool's tag */
  pool?: string;
  merchant?: Address;
  asset?: AssetTicker;
  /** US cents */
  cents?: bigint;
  /** wei; what `cents` are worth at the feed's price, with the cushion, unless said otherwise */
  amount?: bigint;
  /** seconds from now */
  settleIn?: number;
  expiresIn?: number;
  paymentId?: Hex;
};

/** US dollars for one AMP, scaled by 1e8, as the feed says now. */
export async function readPrice({ reader, deployment }: DevChain): Promise<bigint> {
  if (!deployment.priceFeed) return INITIAL_PRICE;
  const [, answer] = await reader.readContract({
    address: deployment.priceFeed,
    abi: priceFeedAbi,
    functionName: 'latestRoundData',
  });
  return answer;
}

export function createActions(chain: DevChain) {
  const { calls, deployment } = chain;
  const { operator, faucet, priceKeeper, merchants } = devAccounts();
  const idOf = (pool: string): Hex => poolId(pool, deployment.collateralPool);

  const lockOf = (id: Hex) =>
    chain.reader.readContract({
      address: deployment.collateralPool,
      abi: collateralPoolAbi,
      functionName: 'lockOf',
      args: [id],
    });

  return {
    /** Locks a payment of $25 in Bitcoin at the first merchant, unless said otherwise. */
    async lockPayment(request: LockRequest = {}): Promise<Hex> {
      const { pool = 'LIGHTNNG', asset = 'BTC', cents = 2_500n, settleIn = 120, expiresIn = 300 } = request;
      const price = await readPrice(chain);
      const { timestamp } = await chain.head();
      const paymentId = request.paymentId ?? bytesToHex(randomBytes(32));
      const lock = {
        paymentId,
        pool: idOf(pool),
        merchant: request.merchant ?? first(merchants).address,
        amount: request.amount ?? collateralFor(cents, price),
        settleBy: timestamp + settleIn,
        expiresAt: timestamp + expiresIn,
        refHash: keccak256(paymentId),
        quote: {
          asset: asciiToHex(asset, 8),
          assetAmount: assetAmount(asset, cents),
          fiatAmount: cents,
          currency: asciiToHex('USD', 3),
          ampPrice: price,
        },
      };
      await chain.perform(operator.address, calls.lock(lock));
      return paymentId;
    },

    /** The operator frees `amount` wei of a lock, or all that remains. */
    async releasePayment(id: Hex, amount?: bigint): Promise<Receipt> {
      return chain.perform(operator.address, calls.release(id, amount ?? (await lockOf(id)).remaining));
    },

    /** The lock's own merchant claims it. */
    async claimPayment(id: Hex): Promise<Receipt> {
      return chain.perform((await lockOf(id)).merchant, calls.claimPayment(id));
    },

    /** Pays `amount` wei of a lock, or all that remains, to its merchant; by the operator unless said otherwise. */
    async drawPayment(id: Hex, options: { amount?: bigint; by?: Address } = {}): Promise<Receipt> {
      const amount = options.amount ?? (await lockOf(id)).remaining;
      return chain.perform(options.by ?? operator.address, calls.draw(id, amount));
    },

    /** Stakes `amount` wei of an account that anvil can sign for. */
    stake: (account: Address, pool: string, amount: bigint): Promise<Receipt> =>
      chain.perform(account, calls.stake(account, idOf(pool), amount)),

    /** Asks for the way out; returns the ticket's epoch. */
    async requestExit(account: Address, pool: string, shares: bigint): Promise<bigint> {
      const receipt = await chain.perform(account, calls.requestExit(idOf(pool), shares));
      return first(ticketsIn(receipt, deployment.collateralPool)).exitEpoch;
    },

    claimExit: (account: Address, pool: string, exitEpochs: readonly bigint[]): Promise<Receipt> =>
      chain.perform(account, calls.claimExit(idOf(pool), exitEpochs, account)),

    /** AMP, wei, from the faucet's own, and a little ether for gas. */
    async fund(account: Address, amount: bigint): Promise<Receipt> {
      await chain.rpc.call('anvil_setBalance', [account, toHex(10n ** 19n)]);
      return chain.perform(faucet.address, calls.transferAmp(account, amount));
    },

    /** US dollars for one AMP, scaled by 1e8. */
    setPrice: (price: bigint): Promise<Receipt> => chain.perform(priceKeeper.address, calls.pushPrice(price)),

    /**
     * Takes the last `depth` blocks back and mines as many others, empty ones. Works for blocks mined since the node
     * was started. Sets the clock on time again, which anvil leaves behind.
     */
    async reorg(depth: number): Promise<void> {
      await chain.rpc.call('anvil_reorg', [depth, []]);
      await syncClock(chain);
    },

    /** Lets chain time run ahead by so many seconds; it stays ahead. */
    async warp(seconds: number): Promise<void> {
      await chain.rpc.call('evm_increaseTime', [seconds]);
      await chain.rpc.call('evm_mine');
    },
  };
}
export type Actions = ReturnType<typeof createActions>;
