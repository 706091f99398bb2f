'use client';
import { Time } from '@/components/ui/time';
import { relative } from '@/components/ui/time-text';
import type { Price } from '@/lib/domain/api';
import { ampToCents, formatFiat } from '@/lib/domain/money';
import { Worth } from './worth';

/** AMP with its worth in dollars; without a price feed, AMP alone. */
export function AmpWorth({ wei, price }: { wei: bigint; price: Price | null }) {
  return (
    <>
      <Worth wei={wei} />
      <Dollars wei={wei} price={price} />
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

/** Behind an amount of AMP: about how many dollars. Nothing without a price. */
export function Dollars({ wei, price }: { wei: bigint; price: Price | null }) {
  if (!price) return null;
  return <span className="font-normal text-ink-3"> ≈ {formatFiat(ampToCents(wei, price.ampUsd))}</span>;
}
