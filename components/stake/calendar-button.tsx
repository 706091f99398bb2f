'use client';
import { Button } from '@/components/ui/button';
import type { AccountTicket } from '@/lib/domain/api';
import { exitCalendar } from './exit-calendar';

/** Saves the moment at which an exit can be claimed, for whatever calendar one has. */
export function CalendarButton({ ticket }: { ticket: AccountTicket }) {
  const save = () => {
    const { origin } = window.location;
    const text = exitCalendar({
      ...ticket,
      url: `${origin}/account/${ticket.account}`,
      madeAt: Math.floor(Date.now() / 1000),
    });
    const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `exit-${ticket.poolTag.toLowerCase()}-${ticket.exitEpoch}.ics`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button look="quiet" size="s" onClick={save}>
      Add to calendar
    </Button>
  );
}
