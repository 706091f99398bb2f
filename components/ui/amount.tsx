import { formatAmp, formatAmpExact, formatAmpShort } from '@/lib/domain/money';

/**
 * AMP for reading. What is shown is rounded towards zero; the exact value, to the wei, is its title and its
 * machine-readable value.
 */
export function Amount({
  wei,
  form = 'plain',
  decimals = 0,
  unit = false,
  className,
}: {
  wei: bigint;
  /** `short` is 4.82M, for headings and bars; `plain` is 4,820,113 */
  form?: 'plain' | 'short' | 'exact';
  decimals?: number;
  unit?: boolean;
  className?: string;
}) {
  const exact = formatAmpExact(wei, { separators: true });
  const text = form === 'short' ? formatAmpShort(wei) : form === 'exact' ? exact : formatAmp(wei, decimals);
  return (
    <data value={formatAmpExact(wei)} title={`${exact} AMP`} className={className}>
      {text}
      {unit && ' AMP'}
    </data>
  );
}
