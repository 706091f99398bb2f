import { Amount } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/empty-state';
import { WarningIcon } from '@/components/ui/icon';
import { CheckIcon } from '@/components/ui/icons';
import type { PoolHealth } from '@/lib/domain/api';
import { formatAmpExact } from '@/lib/domain/money';

/** The balance equation of each pool, with its figures and whether it holds. */
export function Equations({ health }: { health: PoolHealth[] }) {
  if (health.length === 0) return <EmptyState title="No pool, no books" />;
  return (
    <ul>
      {health.map((pool) => (
        <Equation key={pool.pool} health={pool} />
      ))}
    </ul>
  );
}

const partWords: Record<keyof PoolHealth['parts'], string> = {
  assets: 'staked',
  exitReserve: 'set aside for exits',
  rewardReserve: 'rewards, not claimed',
  unallocated: 'unallocated',
  deferred: 'kept for merchants',
  closed: 'of ended generations',
};
const partNames = Object.keys(partWords) as (keyof PoolHealth['parts'])[]; // an object literal has no other keys
/** Said even where it is nothing; the others only where there is something. */
const always: readonly string[] = ['assets', 'exitReserve'];

function Equation({ health }: { health: PoolHealth }) {
  const { tag, balance, chainBalance, accounted, holds } = health;
  const parts = partNames
    .filter((name) => always.includes(name) || health.parts[name] > 0n)
    .map((name, index) => ({
      key: name,
      sign: index === 0 ? '=' : '+',
      wei: health.parts[name],
      what: partWords[name],
    }));
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
