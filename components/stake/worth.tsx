import { formatAmpExact } from '@/lib/domain/money';
import { roundedAmp } from './rounded-amp';

/** What a stake or an exit is worth, with its unit; exact, to the wei, in its title. */
export function Worth({ wei, className }: { wei: bigint; className?: string }) {
  return (
    <data
      value={formatAmpExact(wei)}
      title={`${formatAmpExact(wei, { separators: true })} AMP`}
      className={className}
    >
      {roundedAmp(wei)} AMP
    </data>
  );
}
