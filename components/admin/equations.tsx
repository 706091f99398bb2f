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
    <li className="grid gap-x-4 gap-y-3 border-t border-line px-4 py-4 sm:px-5 lg:grid-cols-[7rem_minmax(0,1fr)_12.5rem] lg:items-center">
      <h3 className="text-table">{tag}</h3>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        <Term wei={balance} what="held in Amp" />
        {parts.map(({ key, sign, wei, what }) => (
          <Term key={key} sign={sign === '=' && !holds ? '≠' : sign} wei={wei} what={what} />
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

/** One figure of the equation, with the sign before it. */
function Term({ sign, wei, what }: { sign?: string; wei: bigint; what: string }) {
  return (
    <span className="relative flex flex-col pl-5 text-table">
      {sign && <span className="absolute left-0 text-ink-3">{sign}</span>}
      <Amount wei={wei} decimals={2} className="font-medium" />
      <span className="text-tick text-ink-3">{what}</span>
    </span>
  );
}
