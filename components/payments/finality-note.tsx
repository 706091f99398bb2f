import { cx } from '@/components/ui/cx';
import { ClockIcon } from '@/components/ui/icon';
import { CheckIcon } from '@/components/ui/icons';
import type { Finality } from '@/lib/domain/entities';

const words: Record<Finality, string> = {
  latest: 'Young, could be replaced',
  safe: 'Safe, not final yet',
  finalized: 'Final',
};

export function FinalityNote({ finality }: { finality: Finality }) {
  const Icon = finality === 'finalized' ? CheckIcon : ClockIcon;
  return (
    <span className="whitespace-nowrap">
      <Icon
        className={cx(
          'mr-1.5 inline align-[-0.17em]',
          finality === 'finalized' ? 'text-locked' : 'text-ink-3',
        )}
      />
      {words[finality]}
    </span>
  );
}
