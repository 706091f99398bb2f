import { formatBlock } from '@/components/shell/freshness-text';
import { Explain } from '@/components/ui/explain';
import { KeyValues } from '@/components/ui/key-values';
import { Time } from '@/components/ui/time';
import type { FollowerState } from '@/lib/domain/api';
import { formatCount } from '@/lib/domain/text';

const statusWords: Record<FollowerState['status'], string> = {
  starting: 'Starting',
  backfilling: 'Catching up',
  live: 'Live',
  stalled: 'Stuck',
};

export function FollowerFacts({ follower }: { follower: FollowerState }) {
  const { status, head, chainHead, lagBlocks, reorgs, deepestReorg, startedAt } = follower;
  return (
    <KeyValues
      items={[
        { key: 'status', label: 'State', value: statusWords[status] },
        { key: 'head', label: 'Read up to block', value: head ? formatBlock(head.number) : 'none' },
        {
          key: 'chain',
          label: 'Chain’s newest',
          value: chainHead === null ? 'no answer' : formatBlock(chainHead),
        },
        {
          key: 'lag',
          label: 'Behind',
          value: lagBlocks === null ? 'unknown' : `${formatCount(lagBlocks)} blocks`,
        },
        {
          key: 'reorgs',
          label: (
            <Explain term="Reorganisations">
              The chain replaced its newest blocks by others. The follower takes back what was in them and
              reads the new ones.
            </Explain>
          ),
          value: reorgs === 0 ? 'none' : `${formatCount(reorgs)}, ${formatCount(deepestReorg)} deep at most`,
        },
        { key: 'since', label: 'Since', value: <Time at={startedAt} form="full" /> },
      ]}
    />
  );
}
