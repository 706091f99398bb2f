import { useNames } from '@/components/shell/use-name';
import { Worth } from '@/components/stake/worth';
import { Link } from '@/components/ui/link';
import { Time } from '@/components/ui/time';
import type { AccountSlice } from '@/lib/domain/api';
import { formatCount, shortHex } from '@/lib/domain/text';

const SHOWN = 8;

/** The payments that count on a wallet right now, and until when they can. */
export function OpenSlices({ slices }: { slices: readonly AccountSlice[] }) {
  const nameOf = useNames();
  return (
    <ul aria-label="Payments that count on this wallet">
      {slices.slice(0, SHOWN).map(({ paymentId, index, merchant, remaining, expiresAt }) => (
        <li
          key={`${paymentId}/${index}`}
          className="flex items-baseline justify-between gap-4 border-t border-line px-4 py-2.5 text-table sm:px-5"
        >
          <span className="min-w-0">
            <Link href={`/payments/${paymentId}`} className="link">
              {nameOf(merchant) ?? shortHex(merchant)}
            </Link>
            <span className="block text-small text-ink-3">
              free by <Time at={expiresAt} form="minute" /> at the latest
            </span>
          </span>
          <Worth wei={remaining} className="font-medium" />
        </li>
      ))}
      {slices.length > SHOWN && (
        <li className="border-t border-line px-4 py-2.5 text-small text-ink-3 sm:px-5">
          and {formatCount(slices.length - SHOWN)} more
        </li>
      )}
    </ul>
  );
}
