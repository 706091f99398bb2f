import type { Price } from '@/lib/domain/api';
import type { Lock } from '@/lib/domain/entities';
import { ampToCents } from '@/lib/domain/money';
import { asciiFromHex, formatCount } from '@/lib/domain/text';

/** What the collateral is worth at the current price, and how much of the payment that is; both rounded down. */
export type Coverage = {
  /** hundredths of a US dollar */
  cents: bigint;
  /** basis points of the payment; null where it is not quoted in dollars, or is nothing */
  bps: number | null;
};

/** @returns null where no price is known */
export function coverageOf(lock: Pick<Lock, 'remaining' | 'quote'>, price: Price | null): Coverage | null {
  if (!price) return null;
  const cents = ampToCents(lock.remaining, price.ampUsd);
  const { fiatAmount, currency } = lock.quote;
  const comparable = asciiFromHex(currency) === 'USD' && fiatAmount > 0n;
  return { cents, bps: comparable ? Number((cents * 10_000n) / fiatAmount) : null };
}

/** `103 %`, rounded down: cover is never said to be more than it is. */
export const wholePercent = (bps: number): string => `${formatCount(Math.floor(bps / 100))} %`;
