import { type Hex, parseEther } from 'viem';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { walletPoolId } from '@/lib/domain/partition';
import { devAccounts, type NamedAccount } from './accounts';
import { readPrice } from './actions';
import { type DevChain, Reverted } from './chain';
import type { WalletParams } from './contract-calls';
import { type Ending, endingsOf } from './endings';
import { LIVE_PACE } from './market';
import { drawPayment, lockFor, type Payment, paymentTimes } from './payments';
import { WALLET_TAG } from './pools';
import type { Random } from './random';
import { createSchedule } from './schedule';
import { type WalletLock, walletCalls } from './wallet-calls';

/** Those who keep their collateral in their own wallets, and the payments that it guarantees. */
export type LiveWallets = {
  /** lets whoever is not enrolled enrol; forgets what was to be done about locks, which may be gone */
  adopt(): Promise<void>;
  /** settles what is due at `now` (chain time), then takes the customers of `elapsed` seconds */
  tick(now: number, elapsed: number): Promise<void>;
};

/** Of as many payments from the pools, one is guaranteed in place. */
const ONE_OF = 12;
const FUNDS = parseEther('400000');
const DEPOSIT = parseEther('250000');
const MAX_EXPOSURE = parseEther('200000');
/** Seconds that a lock must end before the pool's limit, for the clock goes on until it is mined. */
const MARGIN = 30;

export function createLiveWallets(
  chain: DevChain,
  { run, rate, random }: { run: string; rate: number; random: Random },
): LiveWallets {
  const { reader, deployment } = chain;
  const { operator, faucet, holders } = devAccounts();
  const calls = walletCalls(deployment);
  const manager = { address: deployment.walletCollateral, abi: walletCollateralAbi } as const;
  const pool = walletPoolId(WALLET_TAG, deployment.walletCollateral);
  const schedule = createSchedule<Ending>();
  let customers = 0;

  async function enrol({ address }: NamedAccount): Promise<void> {
    const args = [pool, address] as const;
    const { enrolled } = await reader.readContract({ ...manager, functionName: 'holderInfo', args });
    if (enrolled) return;
    await chain.perform(faucet.address, chain.calls.transferAmp(address, FUNDS));
    await chain.perform(address, calls.setManager(address));
    await chain.perform(address, calls.deposit(address, pool, DEPOSIT));
    await chain.perform(address, calls.enroll(pool, MAX_EXPOSURE));
  }

  async function settle(now: number): Promise<void> {
    for (const ending of schedule.take(now)) {
      switch (ending.kind) {
        case 'release':
          await attempt(() => chain.send(operator.address, calls.release(ending.id)));
          break;
        case 'claim':
          await attempt(() => chain.send(ending.merchant, calls.claimPayment(ending.id)));
          break;
        case 'draw': {
          const by = ending.by === 'operator' ? operator.address : ending.by;
          await attempt(() => chain.send(by, calls.draw(ending.id, ending.amount)));
          break;
        }
      }
    }
  }

  async function sell(now: number): Promise<void> {
    customers += 1;
    const price = await readPrice(chain);
    const { params } = await reader.readContract({ ...manager, functionName: 'poolInfo', args: [pool] });
    const payment = underRules(drawPayment(`${run}/in place`, customers, random), params);
    const times = paymentTimes(payment, LIVE_PACE, random);
    if (times.expires > params.maxLockDuration - MARGIN) return;
    const { amount, ...terms } = lockFor(payment, times, {
      at: now,
      price,
      manager: deployment.collateralPool,
    });
    const lock: WalletLock = { ...terms, pool, slices: slicesOf(amount) };
    if (!(await attempt(() => chain.send(operator.address, calls.lock(lock))))) return;
    const settledAt = now + Math.max(1, times.settles);
    schedule.add(...endingsOf(payment, times, { at: now, amount, settledAt, random }));
  }

  /** One to three wallets share it; the last takes what does not divide. */
  function slicesOf(amount: bigint): WalletLock['slices'] {
    const first = random.int(0, holders.length - 1);
    const count = random.int(1, Math.min(3, holders.length));
    const share = amount / BigInt(count);
    return Array.from({ length: count }, (_, index) => ({
      holder: addressAt(first + index),
      amount: index === count - 1 ? amount - share * BigInt(count - 1) : share,
    }));
  }

  const addressAt = (index: number): Hex => {
    const holder = holders[index % holders.length];
    if (!holder) throw new RangeError('nobody keeps collateral in place');
    return holder.address;
  };

  return {
    async adopt() {
      schedule.clear();
      if (rate === 0) return;
      for (const holder of holders) await attempt(() => enrol(holder));
    },
    async tick(now, elapsed) {
      await settle(now);
      if (random.chance(Math.min(1, (rate * elapsed) / ONE_OF))) await sell(now);
    },
  };
}

/** A payment of a pool's customer, under the terms of the pool in place. */
const underRules = (
  { pool, ...payment }: Payment,
  { claimDelay }: Pick<WalletParams, 'claimDelay'>,
): Payment => ({
  ...payment,
  pool: { ...pool, params: { ...pool.params, claimDelay } },
});

/** True when it was sent; false when the contract refuses it, as it may after a reorg. */
async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof Reverted) return false;
    throw error;
  }
}
