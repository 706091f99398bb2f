import type { Hex } from '../codecs';
import type { PoolParams } from '../events';
import { poolId } from '../partition';
import { asciiToHex } from '../text';
import { RewardStory } from './reward-story';
import { MANAGER } from './story-people';
import { newStoryPool, STORY_PARAMS } from './story-pool';

export { MANAGER, OPERATOR, REWARDER } from './story-people';

/**
 * A chain that never was: what stakers, merchants and the operator do, told as the contracts would tell it, block by
 * block, with no contract and no node. For tests that need events which fit together. Each kind of people has a file; here
 * is who runs the pools.
 */
export class PoolStory extends RewardStory {
  createPool(tag: string, params: Partial<PoolParams> = {}): Hex {
    const pool = poolId(tag, MANAGER);
    const all = { ...STORY_PARAMS, ...params };
    this.pools.set(pool, newStoryPool(all, this.now));
    this.emit('PoolCreated', { pool, tag: asciiToHex(tag, 8) });
    this.emit('ParamsSet', { pool, params: all });
    return pool;
  }

  setParams(pool: Hex, change: Partial<PoolParams>): this {
    const p = this.pool(pool);
    p.params = { ...p.params, ...change };
    this.emit('ParamsSet', { pool, params: p.params });
    return this;
  }

  register(merchant: Hex, registered = true): this {
    this.emit('MerchantSet', { merchant, registered, since: this.now });
    return this;
  }

  /** Settles every epoch that has ended, as each deed does first. */
  roll(pool: Hex): void {
    this.transaction();
    this.settled(pool);
  }
}
