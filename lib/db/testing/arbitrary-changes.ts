import fc from 'fast-check';
import type { Hex } from '@/lib/domain/codecs';
import type { Change } from '@/lib/domain/entities';
import { managerKinds, poolId, walletPoolId } from '@/lib/domain/partition';

const manager: Hex = `0x${'aa'.repeat(20)}`;
const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const account = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;

const few = fc.integer({ min: 0, max: 2 });
const pool = fc.constantFrom(poolId('FLEXA', manager), poolId('ANVIL', manager));
const walletPool = fc.constantFrom(walletPoolId('FLEXA', manager), walletPoolId('ANVIL', manager));
const kind = fc.constantFrom(...managerKinds);
const who = few.map(account);
const whole = fc.integer({ min: 0, max: 2 ** 40 });
const uint = fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }));
const at = fc.record({
  block: whole,
  timestamp: whole,
  logIndex: fc.integer({ min: 0, max: 1_000 }),
  tx: few.map(id),
});
const count = fc.integer({ min: 0, max: 1_000_000 });

/** Any change of any entity, over few keys, so that versions pile up. The values need not make sense together. */
export const arbitraryChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('pool' as const),
    value: fc.record({
      id: pool,
      tag: fc.constantFrom('FLEXA', 'ANVIL'),
      generation: few,
      closed: fc.boolean(),
      params: fc.record({
        maxUtilisationBps: count,
        cooldown: whole,
        maxLockDuration: whole,
        claimDelay: whole,
        merchantDelay: whole,
        rewardEpochs: whole,
        drawWindow: whole,
        drawLimit: uint,
        minStake: uint,
      }),
      pauses: fc.record({ stakes: fc.boolean(), locks: fc.boolean(), draws: fc.boolean() }),
      assets: uint,
      shares: uint,
      pendingShares: uint,
      locked: uint,
      exitReserve: uint,
      unallocated: uint,
      rewardReserve: uint,
      rewards: fc.record({ feesLeft: uint, topUpsLeft: uint, secondsLeft: whole, accruedAt: whole }),
      deferred: uint,
      operatorDraws: fc.record({ window: whole, wei: uint }),
      guaranteedCount: whole,
      guaranteedWei: uint,
      drawnWei: uint,
      rolledEpoch: whole,
      latestLockEnd: whole,
      lastDrawAt: fc.option(whole),
      createdAt: at,
    }),
  }),
  fc.record({
    kind: fc.constant('epoch' as const),
    value: fc.record({
      pool,
      generation: few,
      epoch: few,
      lockEnd: uint,
      sharesLeft: uint,
      assetsLeft: uint,
      rolled: fc.boolean(),
    }),
  }),
  fc.record({
    kind: fc.constant('hour' as const),
    value: fc.record({
      pool,
      hour: few,
      guaranteedCount: count,
      guaranteedWei: uint,
      guaranteedCents: uint,
      releasedCount: count,
      drawnCount: count,
      drawnWei: uint,
    }),
  }),
  fc.record({
    kind: fc.constant('lock' as const),
    value: fc.record({
      paymentId: few.map(id),
      pool: fc.oneof(pool, walletPool),
      merchant: who,
      amount: uint,
      remaining: uint,
      drawn: uint,
      deferred: uint,
      settleBy: whole,
      expiresAt: whole,
      endEpoch: whole,
      claimDelay: whole,
      claimMaturesAt: fc.option(whole),
      status: fc.constantFrom('open' as const, 'claimed' as const, 'released' as const, 'drawn' as const),
      refHash: few.map(id),
      quote: fc.record({
        asset: fc.constant('0x4254430000000000' as const),
        assetAmount: uint,
        fiatAmount: uint,
        currency: fc.constant('0x555344' as const),
        ampPrice: uint,
      }),
      lockedAt: at,
      closedAt: fc.option(at),
    }),
  }),
  fc.record({
    kind: fc.constant('position' as const),
    value: fc.record({
      pool,
      generation: few,
      account: who,
      shares: uint,
      staked: uint,
      exited: uint,
      feesClaimed: uint,
      topUpsClaimed: uint,
      since: at,
    }),
  }),
  fc.record({
    kind: fc.constant('stakers' as const),
    value: fc.record({ pool, generation: few, stakers: count }),
  }),
  fc.record({
    kind: fc.constant('ticket' as const),
    value: fc.record({
      pool,
      generation: few,
      account: who,
      exitEpoch: few,
      shares: uint,
      claimed: uint,
      requestedAt: at,
    }),
  }),
  fc.record({
    kind: fc.constant('deferred' as const),
    value: fc.record({ pool, account: who, owed: uint }),
  }),
  fc.record({
    kind: fc.constant('merchant' as const),
    value: fc.record({ kind, address: who, registered: fc.boolean(), since: whole }),
  }),
  fc.record({
    kind: fc.constant('tally' as const),
    value: fc.record({
      merchant: who,
      lockedCount: count,
      releasedCount: count,
      releasedCents: uint,
      drawnCount: count,
      drawnWei: uint,
    }),
  }),
  fc.record({
    kind: fc.constant('balance' as const),
    value: fc.record({ partition: few.map(id), account: who, amount: uint }),
  }),
  fc.record({
    kind: fc.constant('walletPool' as const),
    value: fc.record({
      id: walletPool,
      tag: fc.constantFrom('FLEXA', 'ANVIL'),
      params: fc.record({
        maxLockDuration: whole,
        claimDelay: whole,
        merchantDelay: whole,
        drawWindow: whole,
        drawLimit: uint,
      }),
      pauses: fc.record({ stakes: fc.boolean(), locks: fc.boolean(), draws: fc.boolean() }),
      holders: count,
      maxExposure: uint,
      deferred: uint,
      operatorDraws: fc.record({ window: whole, wei: uint }),
      lastDrawAt: fc.option(whole),
      guaranteedCount: count,
      guaranteedWei: uint,
      drawnWei: uint,
      createdAt: at,
    }),
  }),
  fc.record({
    kind: fc.constant('walletEpoch' as const),
    value: fc.record({ pool: walletPool, epoch: few, lockEnd: uint }),
  }),
  fc.record({
    kind: fc.constant('holder' as const),
    value: fc.record({
      pool: walletPool,
      account: who,
      enrolled: fc.boolean(),
      maxExposure: uint,
      locked: uint,
      since: at,
    }),
  }),
  fc.record({
    kind: fc.constant('holderEpoch' as const),
    value: fc.record({
      pool: walletPool,
      account: who,
      epoch: few,
      lockEnd: uint,
      rolled: fc.boolean(),
    }),
  }),
  fc.record({
    kind: fc.constant('slice' as const),
    value: fc.record({
      paymentId: few.map(id),
      index: few,
      pool: walletPool,
      holder: who,
      amount: uint,
      remaining: uint,
      drawn: uint,
      expiresAt: whole,
    }),
  }),
  fc.record({
    kind: fc.constant('roleMember' as const),
    value: fc.record({ kind, role: few.map(id), account: who, granted: fc.boolean(), changedAt: at }),
  }),
  fc.record({
    kind: fc.constant('operator' as const),
    value: fc.record({ holder: who, operator: who, authorized: fc.boolean() }),
  }),
  fc.record({
    kind: fc.constant('partitionOperator' as const),
    value: fc.record({ partition: few.map(id), holder: who, operator: who, authorized: fc.boolean() }),
  }),
  fc.record({
    kind: fc.constant('collateralManager' as const),
    value: fc.record({ address: who, registeredAt: at }),
  }),
  fc.record({
    kind: fc.constant('partitionStrategy' as const),
    value: fc.record({
      prefix: fc.constantFrom('0xaaaaaaaa' as const, '0xcccccccc' as const),
      name: few.map(id),
      implementation: who,
      setAt: at,
    }),
  }),
  fc.record({
    kind: fc.constant('registration' as const),
    value: fc.record({
      account: who,
      manager: who,
      senderHook: fc.option(who),
      recipientHook: fc.option(who),
    }),
  }),
);
