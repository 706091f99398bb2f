import type { Hex } from '../codecs';
import { DEFAULT_PARTITION, poolOf } from '../partition';
import { PaymentStory } from './payment-story';
import { MANAGER, REWARDER } from './story-people';
import { accrue, fund } from './story-pool';

/** What comes into a pool for its stakers, and what they take of it. */
export class RewardStory extends PaymentStory {
  /** Sends rewards into a pool: 0 for fees, 1 for a top-up. */
  fundRewards(pool: Hex, kind: 0 | 1, amount: bigint): this {
    this.mint(REWARDER, amount).transaction();
    const p = this.settled(pool);
    const dust = fund(p, kind, amount, p.params.rewardEpochs * this.epochLength, this.now);
    this.emit('RewardFunded', {
      pool,
      from: REWARDER,
      kind,
      amount,
      dust,
      feesLeft: p.rewards.feesLeft,
      topUpsLeft: p.rewards.topUpsLeft,
      secondsLeft: BigInt(p.rewards.secondsLeft),
      rewardReserve: p.rewardReserve,
    });
    this.move(DEFAULT_PARTITION, pool, REWARDER, MANAGER, amount);
    return this;
  }

  /** Pays rewards out; what an account has earned is for the test to say. */
  claimRewards(pool: Hex, account: Hex, { fees = 0n, topUps = 0n }, to = account): this {
    this.transaction();
    const p = this.pool(pool);
    accrue(p, this.now);
    p.rewardReserve -= fees + topUps;
    this.emit('RewardClaimed', { pool, account, to, fees, topUps, rewardReserve: p.rewardReserve });
    if (to !== MANAGER) this.move(poolOf(pool), DEFAULT_PARTITION, MANAGER, to, fees + topUps);
    return this;
  }
}
