import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { CheckIcon, WarningIcon } from '@/components/ui/icons';
import type { PoolHealth, PoolSummary } from '@/lib/domain/api';
import { formatAmpExact } from '@/lib/domain/money';

/** The balance equation of each pool, with its figures and whether it holds. */
export function Equations({ health, pools }: { health: PoolHealth[]; pools: PoolSummary[] }) {
  if (health.length === 0) return <EmptyState title="No pool, no books" />;
  return (
    <ul>
      {health.map((pool) => (
        <Equation key={pool.pool} health={pool} summary={pools.find((one) => one.pool.id === pool.pool)} />
      ))}
    </ul>
  );
}

function Equation({ health, summary }: { health: PoolHealth; summary: PoolSummary | undefined }) {
  const { tag, balance, chainBalance, accounted, holds } = health;
  const pool = summary?.pool;
  // The two answers may be a block apart: the parts are shown only where they are those of this very sum.
  const parts =
    pool && pool.assets + pool.exitReserve + pool.unallocated === accounted
      ? [
          { key: 'assets', sign: '=', wei: pool.assets, what: 'staked' },
          { key: 'reserve', sign: '+', wei: pool.exitReserve, what: 'set aside for exits' },
          { key: 'dust', sign: '+', wei: pool.unallocated, what: 'unallocated' },
        ]
      : [{ key: 'sum', sign: '=', wei: accounted, what: 'accounted for' }];
  const difference = (chainBalance ?? balance) - accounted;
  return (
    <li className="grid gap-x-6 gap-y-3 border-t border-line px-4 py-4 sm:px-5 md:grid-cols-[7rem_minmax(0,1fr)_auto] md:items-center">
      <h3 className="text-table">{tag}</h3>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-2 text-table tabular-nums">
        <Term wei={balance} what="held in Amp" />
        {parts.map(({ key, sign, wei, what }) => (
          <span key={key} className="flex items-baseline gap-3">
            <span aria-hidden="true" className="text-ink-3">
              {key === 'assets' || key === 'sum' ? (holds ? '=' : '≠') : sign}
            </span>
            <Term wei={wei} what={what} />
          </span>
        ))}
      </div>
      <p className={holds ? 'text-small text-locked' : 'text-small text-drawn'}>
        <span className="flex items-center gap-1.5 font-medium">
          {holds ? <CheckIcon /> : <WarningIcon />}
          {holds ? 'Holds to the wei' : `Off by ${formatAmpExact(difference)} AMP`}
        </span>
        <span className="text-ink-3">
          {chainBalance === null
            ? 'by Amp’s logs; the chain did not answer'
            : 'by Amp’s logs and its balance'}
        </span>
      </p>
    </li>
  );
}

function Term({ wei, what }: { wei: bigint; what: string }) {
  return (
    <span className="inline-flex flex-col">
      <Amount wei={wei} decimals={2} className="font-medium" />
      <span className="text-tick text-ink-3">{what}</span>
    </span>
  );
}
