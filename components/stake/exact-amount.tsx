'use client';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { formatAmpExact } from '@/lib/domain/money';
import { roundedAmp } from './rounded-amp';

/** AMP for reading, and to the wei on a tap: where the last digit matters to somebody. */
export function ExactAmount({ wei, what }: { wei: bigint; what: string }) {
  if (wei === 0n) return <Amount wei={wei} unit />;
  return (
    <Explain term={`${roundedAmp(wei)} AMP`}>
      {what}, to the wei:{' '}
      <span className="text-ink tabular-nums">{formatAmpExact(wei, { separators: true })}</span> AMP
    </Explain>
  );
}
