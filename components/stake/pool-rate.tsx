import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { Time } from '@/components/ui/time';
import { duration } from '@/components/ui/time-text';
import { formatBps } from '@/lib/domain/money';
import type { PoolEarnings } from '@/lib/domain/pool-disclosure';
import { yearlyBps } from '@/lib/domain/pool-rate';

/** What a stake earned lately, as a year's rate, fees and top-ups apart; how it comes about is a tap away. */
export function Rate({ earnings }: { earnings: PoolEarnings | null }) {
  if (earnings === null) return <span className="text-ink-3">unknown</span>;
  const fees = yearlyBps(earnings.fees, earnings);
  const topUps = yearlyBps(earnings.topUps, earnings);
  if (fees === null || topUps === null) return <span className="text-ink-3">nothing staked</span>;
  return (
    <span className="inline-flex flex-col leading-tight">
      <Explain
        term={`${formatBps(fees)} a year`}
        // A row of the table is one large link: this one lies above it.
        className="relative z-10 text-inherit"
      >
        <HowItComesAbout earnings={earnings} fees={fees} topUps={topUps} />
      </Explain>
      <span className="text-small text-ink-3">+ {formatBps(topUps)} top-ups</span>
    </span>
  );
}

function HowItComesAbout({
  earnings: { from, to, fees, topUps, activeStake },
  fees: feesBps,
  topUps: topUpsBps,
}: {
  earnings: PoolEarnings;
  fees: number;
  topUps: number;
}) {
  return (
    <div className="grid gap-2">
      <p>
        What stakers earned in {duration(to - from)}, from <Time at={from} form="full" /> on, taken as if it
        went on for a year. It promises nothing: fees follow the payments, and losses are not in it.
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        <dt>Fees that flowed to stakes</dt>
        <dd className="text-right text-ink">
          <Amount wei={fees} decimals={2} unit />
        </dd>
        <dt>Top-ups, paid by whoever runs the pool</dt>
        <dd className="text-right text-ink">
          <Amount wei={topUps} decimals={2} unit />
        </dd>
        <dt>Active stake, mean of the full hours</dt>
        <dd className="text-right text-ink">
          <Amount wei={activeStake} form="short" unit />
        </dd>
      </dl>
      <p>
        Rate = what flowed ÷ active stake × 365 days ÷ {duration(to - from)}, without compounding: fees{' '}
        {formatBps(feesBps)}, top-ups {formatBps(topUpsBps)}. Stakes on their way out earn nothing.
      </p>
    </div>
  );
}
