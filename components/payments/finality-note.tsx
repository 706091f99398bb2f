import { CheckIcon, ClockIcon } from '@/components/ui/icons';
import type { Finality } from '@/lib/domain/entities';

const words: Record<Finality, string> = {
  latest: 'Young, could be replaced',
  safe: 'Safe, not final yet',
  finalized: 'Final',
};

export function FinalityNote({ finality }: { finality: Finality }) {
  const Icon = finality === 'finalized' ? CheckIcon : ClockIcon;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon className={finality === 'finalized' ? 'text-locked' : 'text-ink-3'} />
      {words[finality]}
    </span>
  );
}
