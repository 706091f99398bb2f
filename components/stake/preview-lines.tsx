'use client';
import { Amount } from '@/components/ui/amount';
import { Time } from '@/components/ui/time';
import { relative } from '@/components/ui/time-text';
import type { Price } from '@/lib/domain/api';
import { ampToCents, formatFiat } from '@/lib/domain/money';

/** AMP with its worth in dollars; without a price feed, AMP alone. */
export function AmpWorth({ wei, price }: { wei: bigint; price: Price | null }) {
  return (
    <>
      <Amount wei={wei} decimals={2} unit />
      {price && (
        <span className="font-normal text-ink-3"> ≈ {formatFiat(ampToCents(wei, price.ampUsd))}</span>
      )}
    </>
  );
}

/** A moment to the second, and how far off it is by the chain's clock. */
export function MomentLine({ at, now }: { at: number; now: number }) {
  return (
    <>
      <Time at={at} form="full" />
      <span className="font-normal text-ink-3"> · {relative(at, now)}</span>
    </>
  );
}
