import { z } from 'zod';
import { bytes32, uint } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { poolName } from '@/lib/domain/pool-name';
import { min } from '@/lib/domain/rounding';
import { type Action, oneStep, staleAccount } from './action';
import { readHolder, readSpendable } from './chain-reads';
import { movedWithin, moveWithin, shownWithin } from './within-account';

/** Set `value` wei of spendable AMP aside as collateral in place: they stay in the account. */
export const fundInPlaceIntent = z.strictObject({ pool: bytes32, value: uint });
export type FundInPlaceIntent = z.output<typeof fundInPlaceIntent>;

export type FundInPlacePreview = {
  /** wei that stay spendable */
  spendableAfter: bigint;
  /** wei in place after it */
  inPlaceAfter: bigint;
  /** wei that may then be locked for payments, with those that are; 0 while the wallet is not enrolled */
  exposedAfter: bigint;
  enrolled: boolean;
};

export const fundInPlace: Action<FundInPlaceIntent, FundInPlacePreview> = {
  intent: fundInPlaceIntent,
  title: ({ pool, value }) => `Set ${formatAmp(value)} AMP aside for ${poolName(pool)}`,
  steps: async ({ pool, value }, context) =>
    oneStep(moveWithin(context, { from: DEFAULT_PARTITION, into: pool, value })),
  shown: ({ pool, value }, actor) => [shownWithin(actor, { from: DEFAULT_PARTITION, into: pool, value })],
  preview: async ({ pool, value }, context) => {
    const [holder, spendable] = await Promise.all([readHolder(context, pool), readSpendable(context)]);
    const inPlaceAfter = holder.balance + value;
    const exposed = min(holder.maxExposure, inPlaceAfter);
    return {
      spendableAfter: spendable - value,
      inPlaceAfter,
      exposedAfter: holder.enrolled ? exposed : 0n,
      enrolled: holder.enrolled,
    };
  },
  isWorse: (shown, fresh) => shown.enrolled !== fresh.enrolled || fresh.exposedAfter > shown.exposedAfter,
  prove: ({ pool, value }, logs, actor) => {
    if (movedWithin(logs, actor, { from: DEFAULT_PARTITION, into: pool }) !== value) return null;
    return { text: `${formatAmp(value)} AMP are in place for ${poolName(pool)}.`, at: null };
  },
  stale: (_intent, account) => staleAccount(account),
};
