import type { Hex } from '../codecs';
import type { EventName, EventOf, WalletParams } from '../events';
import { custodyOf, DEFAULT_PARTITION, walletPoolId } from '../partition';
import { epochOf, lockEndEpoch } from '../pool-math';
import { asciiToHex } from '../text';
import { OPERATOR, type PoolStory } from './pool-story';

export const WALLET_MANAGER: Hex = '0x00000000000000000000000000000000000000c2';

const PARAMS: WalletParams = {
  maxLockDuration: 86_400,
  claimDelay: 120,
  merchantDelay: 0,
  drawWindow: 3_600,
  drawLimit: 10n ** 27n,
};

type StoryHolder = { enrolled: boolean; locked: bigint; balance: bigint; ends: Map<number, bigint> };
type StorySlice = { holder: Hex; remaining: bigint };
type StoryLock = { pool: Hex; merchant: Hex; end: number; slices: StorySlice[] };

export type SliceWish = { holder: Hex; amount: bigint };
export type WalletLockWish = {
  merchant: Hex;
  slices: SliceWish[];
  /** seconds from now */
  settleIn?: number;
  expireIn?: number;
  paymentId?: Hex;
};

/** What holders of collateral in place do, told into a {@link PoolStory} as their manager would tell it. */
export class WalletStory {
  readonly locks = new Map<Hex, StoryLock>();
  readonly #holders = new Map<string, StoryHolder>();
  #payments = 0;

  constructor(readonly story: PoolStory) {}

  createPool(tag: string, params: Partial<WalletParams> = {}): Hex {
    const pool = walletPoolId(tag, WALLET_MANAGER);
    this.#tell('WalletPoolCreated', { pool, tag: asciiToHex(tag, 8) });
    return this.setParams(pool, params);
  }

  setParams(pool: Hex, params: Partial<WalletParams>): Hex {
    this.#tell('WalletParamsSet', { pool, params: { ...PARAMS, ...params } });
    return pool;
  }

  register(merchant: Hex, registered = true): this {
    return this.#tell('WalletMerchantSet', { merchant, registered, since: registered ? this.story.now : 0 });
  }

  /** Names who may register hooks of an address. */
  setManager(account: Hex, newManager: Hex): this {
    return this.#tell('ManagerChanged', { account, newManager });
  }

  /** Puts tokens that somebody was given into the pool's partition, where they stay its own. */
  deposit(pool: Hex, holder: Hex, amount: bigint): this {
    this.story.mint(holder, amount).transfer(holder, holder, amount, DEFAULT_PARTITION, pool);
    this.holder(pool, holder).balance += amount;
    return this;
  }

  withdraw(pool: Hex, holder: Hex, amount: bigint): this {
    this.roll(pool, holder);
    this.story.transfer(holder, holder, amount, pool, DEFAULT_PARTITION);
    this.holder(pool, holder).balance -= amount;
    return this;
  }

  enrol(pool: Hex, holder: Hex, maxExposure: bigint): this {
    this.roll(pool, holder);
    this.holder(pool, holder).enrolled = true;
    return this.#tell('HolderEnrolled', { pool, holder, maxExposure });
  }

  unenrol(pool: Hex, holder: Hex): this {
    this.roll(pool, holder);
    this.holder(pool, holder).enrolled = false;
    return this.#tell('HolderUnenrolled', { pool, holder }).setManager(holder, holder);
  }

  lock(pool: Hex, { merchant, slices, settleIn = 300, expireIn = 900, paymentId }: WalletLockWish): Hex {
    this.#payments += 1;
    const id = paymentId ?? `0x8e${this.#payments.toString(16).padStart(62, '0')}`;
    const expiresAt = this.story.now + expireIn;
    const end = lockEndEpoch(expiresAt, this.story.epochLength);
    for (const { holder } of slices) this.roll(pool, holder);
    this.locks.set(id, { pool, merchant, end, slices: [] });
    this.#tell('WalletCollateralLocked', {
      paymentId: id,
      pool,
      merchant,
      amount: slices.reduce((sum, { amount }) => sum + amount, 0n),
      settleBy: this.story.now + settleIn,
      expiresAt,
      claimDelay: PARAMS.claimDelay,
      refHash: id,
      quote: {
        asset: asciiToHex('BTC', 8),
        assetAmount: 1_000n,
        fiatAmount: 2_500n,
        currency: asciiToHex('USD', 3),
        ampPrice: 350_000n,
      },
    });
    slices.forEach(({ holder, amount }, index) => {
      const entry = this.holder(pool, holder);
      entry.locked += amount;
      entry.ends.set(end, (entry.ends.get(end) ?? 0n) + amount);
      this.#lock(id).slices.push({ holder, remaining: amount });
      const { locked } = entry;
      this.#goOn('SliceLocked', {
        paymentId: id,
        pool,
        holder,
        index: BigInt(index),
        expiresAt,
        amount,
        locked,
      });
    });
    return id;
  }

  claimPayment(paymentId: Hex): this {
    const { pool, merchant } = this.#lock(paymentId);
    const maturesAt = this.story.now + PARAMS.claimDelay;
    return this.#tell('WalletLockClaimed', { paymentId, pool, merchant, maturesAt });
  }

  release(paymentId: Hex, wanted?: bigint): this {
    const { pool, amount, remaining } = this.#reduce(paymentId, wanted);
    this.#tell('WalletLockReleased', { paymentId, pool, by: OPERATOR, amount, remaining });
    this.#cut(paymentId, amount, ({ holder, ...cut }) =>
      this.#goOn('SliceReleased', { paymentId, pool, holder, ...cut }),
    );
    return this;
  }

  /** Pays the merchant, or keeps it for one that refuses. */
  draw(paymentId: Hex, wanted?: bigint, { refused = false } = {}): this {
    const { pool, merchant, amount, remaining } = this.#reduce(paymentId, wanted);
    this.#tell('WalletLockDrawn', { paymentId, pool, merchant, by: OPERATOR, amount, remaining });
    this.#cut(paymentId, amount, ({ holder, ...cut }) => {
      this.#goOn('SliceDrawn', { paymentId, pool, holder, merchant, ...cut });
      this.holder(pool, holder).balance -= cut.amount;
      this.#move(pool, custodyOf(pool), holder, WALLET_MANAGER, cut.amount);
    });
    const kept = { amount, owed: amount, total: amount };
    if (refused) this.#goOn('WalletPayoutDeferred', { pool, account: merchant, ...kept, paymentId });
    else this.#move(custodyOf(pool), DEFAULT_PARTITION, WALLET_MANAGER, merchant, amount);
    return this;
  }

  /** Pays a merchant all that it had refused. */
  collect(pool: Hex, account: Hex, amount: bigint, to = account): this {
    this.#tell('WalletDeferredPaid', { pool, account, to, amount, total: 0n });
    this.#move(custodyOf(pool), DEFAULT_PARTITION, WALLET_MANAGER, to, amount);
    return this;
  }

  /** Frees what ended with an epoch, as each deed of the holder's does first. */
  roll(pool: Hex, holder: Hex): this {
    const entry = this.holder(pool, holder);
    const now = epochOf(this.story.now, this.story.epochLength);
    const due = [...entry.ends.keys()].filter((epoch) => epoch <= now).sort((a, b) => a - b);
    for (const epoch of due) {
      const expired = entry.ends.get(epoch) ?? 0n;
      entry.ends.delete(epoch);
      if (expired === 0n) continue;
      entry.locked -= expired;
      this.#tell('HolderRolled', { pool, holder, epoch: BigInt(epoch), expired, locked: entry.locked });
    }
    return this;
  }

  holder(pool: Hex, account: Hex): StoryHolder {
    const key = `${pool}:${account}`;
    const found = this.#holders.get(key) ?? { enrolled: false, locked: 0n, balance: 0n, ends: new Map() };
    this.#holders.set(key, found);
    return found;
  }

  /** wei locked of a holder, as if rolled now */
  lockedOf(pool: Hex, account: Hex): bigint {
    const now = epochOf(this.story.now, this.story.epochLength);
    const { ends } = this.holder(pool, account);
    return [...ends].reduce((sum, [epoch, amount]) => (epoch > now ? sum + amount : sum), 0n);
  }

  #lock(id: Hex): StoryLock {
    const found = this.locks.get(id);
    if (!found) throw new Error(`no lock ${id}`);
    return found;
  }

  #reduce(paymentId: Hex, wanted?: bigint) {
    const { pool, merchant, slices } = this.#lock(paymentId);
    const left = slices.reduce((sum, slice) => sum + slice.remaining, 0n);
    const amount = wanted ?? left;
    if (amount <= 0n || amount > left) throw new Error('the lock is over');
    return { pool, merchant, amount, remaining: left - amount };
  }

  /** As the contract does it: of the first k slices together the floor of their share. */
  #cut(
    paymentId: Hex,
    amount: bigint,
    end: (cut: { holder: Hex; index: bigint; amount: bigint; remaining: bigint; locked: bigint }) => void,
  ): void {
    const { pool, slices, end: epoch } = this.#lock(paymentId);
    const whole = slices.reduce((sum, slice) => sum + slice.remaining, 0n);
    let [sum, taken] = [0n, 0n];
    slices.forEach((slice, index) => {
      sum += slice.remaining;
      const part = (sum * amount) / whole - taken;
      if (part === 0n) return;
      taken += part;
      slice.remaining -= part;
      this.roll(pool, slice.holder);
      const entry = this.holder(pool, slice.holder);
      entry.locked -= part;
      entry.ends.set(epoch, (entry.ends.get(epoch) ?? 0n) - part);
      const { holder, remaining } = slice;
      end({ holder, index: BigInt(index), amount: part, remaining, locked: entry.locked });
    });
  }

  #move(fromPartition: Hex, toPartition: Hex, from: Hex, to: Hex, value: bigint): void {
    const args = { fromPartition, toPartition, operator: WALLET_MANAGER, from, to, value };
    this.#goOn('TransferByPartition', args);
  }

  #tell<Name extends EventName>(name: Name, args: EventOf<Name>['args']): this {
    this.story.tell(name, args);
    return this;
  }

  #goOn<Name extends EventName>(name: Name, args: EventOf<Name>['args']): void {
    this.story.tell(name, args, { goesOn: true });
  }
}
