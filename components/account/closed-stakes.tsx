'use client';
import { useState } from 'react';
import { Worth } from '@/components/stake/worth';
import { Button } from '@/components/ui/button';
import { clientOnly } from '@/components/ui/client-only';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { AccountPosition } from '@/lib/domain/api';

const ClosedExit = clientOnly(() => import('./closed-exit'));

/** What is left in generations of pools that losses have closed, and the way out of them. */
export function ClosedStakes({ positions, manage }: { positions: AccountPosition[]; manage: boolean }) {
  const left = positions.filter(({ closed, shares }) => closed && shares > 0n);
  if (left.length === 0) return null;
  return (
    <Panel aria-labelledby="closed">
      <PanelHeader
        id="closed"
        title="Left over from losses"
        hint="A pool that lost nearly everything begins afresh. What is left of the old stakes stays theirs."
      />
      <ul>
        {left.map((position) => (
          <ClosedStake key={position.pool} position={position} manage={manage} />
        ))}
      </ul>
    </Panel>
  );
}

function ClosedStake({ position, manage }: { position: AccountPosition; manage: boolean }) {
  const [open, setOpen] = useState(false);
  const { pool, poolTag, generation, assets } = position;
  return (
    <li className="flex flex-col gap-3 border-t border-line px-4 py-4 sm:px-5">
      <div className="flex items-center justify-between gap-4">
        <p className="text-body font-medium">
          <Worth wei={assets} />{' '}
          <span className="font-normal text-ink-2">
            in {poolTag}, generation {generation}
          </span>
        </p>
        {manage && !open && (
          <Button size="s" onClick={() => setOpen(true)}>
            Leave
          </Button>
        )}
      </div>
      {manage && open && (
        <div className="rounded-m bg-sunken p-4">
          <ClosedExit pool={pool} />
        </div>
      )}
    </li>
  );
}
