import { Ring } from '@/components/ui/ring';
import { Ago } from '@/components/ui/time';
import { countdown } from '@/components/ui/time-text';
import type { LockRow } from '@/lib/domain/api';
import { type Deadline, deadlineOf, endedAt, shareLeft } from './deadline';

const words: Record<Deadline['kind'], { short: string; long: string }> = {
  settle: { short: '', long: 'left to settle' },
  claim: { short: 'to claim', long: 'left for the merchant to claim it' },
  payout: { short: 'to payout', long: 'until the claim is paid' },
  collect: { short: 'to collect', long: 'left to pay the claim out' },
};

/** What is left of a lock's current wait, or when it ended. `now` is chain time. */
export function TimeLeft({ lock, now }: { lock: LockRow; now: number }) {
  const wait = deadlineOf(lock, now);
  if (!wait) {
    const end = endedAt(lock, now) ?? lock.expiresAt;
    return (
      <Ago
        at={Math.min(end, now)}
        now={now}
        className="flex h-7 items-center text-small whitespace-nowrap text-ink-3"
      />
    );
  }
  const { short, long } = words[wait.kind];
  return (
    <span
      className="flex h-7 items-center gap-2 whitespace-nowrap"
      title={`${countdown(wait.at - now)} ${long}`}
    >
      <Ring share={shareLeft(wait, now)} tone={wait.kind === 'settle' ? 'locked' : 'claimed'} />
      <span className="tabular-nums">
        {countdown(wait.at - now)}
        {short && <span className="block text-tick text-ink-3">{short}</span>}
      </span>
    </span>
  );
}
