'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useChainTime } from '@/components/live/live-context';
import { useClaim } from '@/components/shell/use-claim';
import { useTense } from '@/components/shell/use-tense';
import { LinkButton } from '@/components/ui/button';
import { formatCount } from '@/lib/domain/text';
import { poolsQueryOptions } from '@/lib/live/queries';
import { ampInWords, totalsOf } from './totals';

/** The page's one idea, with the number in it. */
export function Headline() {
  const { data } = useSuspenseQuery(poolsQueryOptions());
  const now = useChainTime();
  const tense = useTense();
  const { guaranteeing } = useClaim();
  const { locked, assets, openLocks } = totalsOf(data, Math.max(now, data.at.timestamp));
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-5 pt-8 pb-6 sm:pt-10">
      <div className="max-w-[40rem]">
        <h1 className="text-title sm:max-w-[26ch]" data-figures>
          {openLocks > 0
            ? `${ampInWords(locked)} AMP ${tense.is} ${guaranteeing} ${formatCount(openLocks)} ${openLocks === 1 ? 'payment' : 'payments'} ${tense.when}.`
            : assets > 0n
              ? `${ampInWords(assets)} AMP stands ready to guarantee payments.`
              : 'No AMP is staked yet.'}
        </h1>
        <p className="mt-2.5 text-ink-2">
          {assets > 0n
            ? 'Each one is locked on chain until it settles. If it does not, the merchant is paid from here.'
            : 'The first stake opens a pool: from then on it can guarantee payments.'}
        </p>
      </div>
      <LinkButton href="/stake" look="primary">
        Stake AMP
      </LinkButton>
    </div>
  );
}
