'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { clientOnly } from '@/components/ui/client-only';
import { ClockIcon } from '@/components/ui/icon';
import { HourglassIcon } from '@/components/ui/icons';
import { OpenedForm } from '@/components/ui/opened-form';
import { Skeleton } from '@/components/ui/skeleton';
import { Tag } from '@/components/ui/tag';
import { Time } from '@/components/ui/time';
import { countdown } from '@/components/ui/time-text';
import type { AccountTicket, Price } from '@/lib/domain/api';
import { CalendarButton } from './calendar-button';
import { Worth } from './worth';

const MOVE = 'Move to a pool';
const TicketForms = clientOnly(() => import('./ticket-forms'), <Skeleton className="h-24 w-full" />);

/** Exits that are not over: what each will pay, when, and what can be done about it. */
export function TicketList({
  tickets,
  now,
  price,
  manage,
}: {
  tickets: AccountTicket[];
  /** chain time */
  now: number;
  price: Price | null;
  /** true for the account that the wallet holds */
  manage: boolean;
}) {
  return (
    <ul className="flex flex-col">
      {tickets.map((ticket) => (
        <TicketItem
          key={`${ticket.pool}/${ticket.exitEpoch}`}
          ticket={ticket}
          now={now}
          price={price}
          manage={manage}
        />
      ))}
    </ul>
  );
}

function TicketItem({
  ticket,
  now,
  price,
  manage,
}: {
  ticket: AccountTicket;
  now: number;
  price: Price | null;
  manage: boolean;
}) {
  const [doing, setDoing] = useState<'nothing' | 'taking' | 'moving'>('nothing');
  const open = doing !== 'nothing';
  const due = now >= ticket.exitAt;
  const take = due ? 'Claim' : 'Cancel exit';
  return (
    <li className="flex flex-col gap-3 border-t border-line px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="text-body font-medium">
            <Worth wei={ticket.assets} />{' '}
            <span className="font-normal text-ink-2">from {ticket.poolTag}</span>
          </p>
          <p className="text-small text-ink-2">
            {due ? 'Due since ' : 'Due '}
            <Time at={ticket.exitAt} form="full" />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {due ? (
            <Tag tone="accent" icon={<HourglassIcon />}>
              Ready to claim
            </Tag>
          ) : (
            <Tag tone="neutral" icon={<ClockIcon />}>
              <span role="timer" aria-live="off">
                {countdown(ticket.exitAt - now)}
              </span>
            </Tag>
          )}
          {!due && <CalendarButton ticket={ticket} />}
          {manage && !open && (
            <>
              {due && (
                <Button size="s" data-opens onClick={() => setDoing('moving')}>
                  {MOVE}
                </Button>
              )}
              <Button
                look={due ? 'primary' : 'secondary'}
                size="s"
                data-opens
                onClick={() => setDoing('taking')}
              >
                {take}
              </Button>
            </>
          )}
        </div>
      </div>
      {manage && open && (
        <OpenedForm name={doing === 'moving' ? MOVE : take} onClose={() => setDoing('nothing')}>
          <TicketForms ticket={ticket} doing={doing} due={due} price={price} />
        </OpenedForm>
      )}
    </li>
  );
}
