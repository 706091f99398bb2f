'use client';
import { Hash } from '@/components/ui/hex';
import { ClockIcon, WarningIcon } from '@/components/ui/icon';
import { CheckIcon } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { Activity } from '@/lib/actions/activity';

const looks = {
  pending: { icon: ClockIcon, tone: 'text-settling', word: 'Under way' },
  done: { icon: CheckIcon, tone: 'text-locked', word: 'Done' },
  failed: { icon: WarningIcon, tone: 'text-drawn', word: 'Not done' },
} as const;

/** Transactions with what came of each. Status by shape and word, not by colour alone. */
export function ActivityList({ activities }: { activities: readonly Activity[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {activities.map((one) => {
        const { icon: Icon, tone, word } = looks[one.state.status];
        return (
          <li key={one.id} className="flex gap-2 text-small">
            <Icon className={`mt-px shrink-0 ${tone}`} />
            <div className="min-w-0">
              <p className="text-ink">{titleOf(one)}</p>
              <p className="text-ink-2">
                <span className={tone}>{word}</span>
                {one.state.status === 'done' && one.state.at !== null && (
                  <>
                    . {one.state.text} <Time at={one.state.at} form="full" />
                  </>
                )}
                {one.state.status === 'pending' && one.state.takenBack && (
                  <>. The chain took back the block it was in: it is waiting for another one.</>
                )}
                {one.state.status === 'failed' && <>. {one.state.problem.title}.</>}
              </p>
              <p className="text-ink-3">
                <Time at={Math.floor(one.sentAt / 1000)} form="minute" />
                {one.hash && (
                  <>
                    {' '}
                    · <Hash value={one.hash} what="Transaction" />
                  </>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Of an action with several transactions, which of them it was. */
function titleOf({ title, step: { title: what, index, of } }: Activity): string {
  return of === 1 ? title : `${title}, step ${index + 1} of ${of}: ${what}`;
}
