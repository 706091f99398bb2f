import type { Holder, HolderEpoch, WalletPool } from './entities';
import type { Rule } from './pool-rules';
import { min } from './rounding';
import { settleHolder } from './settle-holder';

/** A pool of collateral in place, with the sums of what is stored beside it. */
export type WalletPoolSums = {
  pool: WalletPool;
  /** enrolled holders, and Σ of what they let be locked, in wei */
  enrolled: number;
  exposure: bigint;
  /** Σ of payouts that were refused and not collected, in wei */
  owed: bigint;
  /** wei that Amp's logs leave the manager in the partition where it keeps those */
  custody: bigint;
  /** by epochs that have not ended: Σ wei that the pool frees then, and Σ that its holders do */
  freed: readonly { epoch: number; ofPool: bigint; ofHolders: bigint }[];
};

/** A holder with the epochs that are still to be rolled, and its wei in the pool's partition. */
export type HolderSums = { holder: Holder; epochs: readonly HolderEpoch[]; balance: bigint };

/** The rules for collateral in place that what is stored can be measured by (docs/protocol.md). */
export function walletPoolRules({ pool, enrolled, exposure, owed, custody, freed }: WalletPoolSums): Rule[] {
  const equal = (name: string, stored: bigint, other: bigint): Rule => ({
    subject: `${name} of ${pool.id}`,
    stored,
    relation: 'equals',
    other,
  });
  return [
    equal('holders', BigInt(pool.holders), BigInt(enrolled)),
    equal('exposure', pool.maxExposure, exposure),
    equal('deferred', pool.deferred, owed),
    equal('custody', custody, pool.deferred),
    ...freed.map(({ epoch, ofPool, ofHolders }) => equal(`slices until epoch ${epoch}`, ofPool, ofHolders)),
  ];
}

/** @param now seconds of chain time @param epochLength seconds */
export function holderRules(
  { holder, epochs, balance }: HolderSums,
  now: number,
  epochLength: number,
): Rule[] {
  const subject = `${holder.account} in ${holder.pool}`;
  const settled = settleHolder(holder, epochs, undefined, balance, now, epochLength);
  const open = epochs.reduce((sum, { lockEnd }) => sum + lockEnd, 0n);
  return [
    { subject: `slices of ${subject}`, stored: holder.locked, relation: 'equals', other: open },
    {
      subject: `locked of ${subject}`,
      stored: settled.locked,
      relation: 'at most',
      other: min(holder.maxExposure, balance),
    },
  ];
}
