'use client';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { CloseIcon } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { Activity } from '@/lib/actions/activity';

/** Good news goes away by itself; a failure stays until it has been read. */
const SHOWN_MS = 12_000;

export default function EndingCard({ activity, onDismiss }: { activity: Activity; onDismiss: () => void }) {
  const { state, title } = activity;
  const done = state.status === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time runs from its appearance
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(onDismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done]);
  if (state.status === 'pending') return null;
  return (
    <Notice
      kind={done ? 'done' : 'wrong'}
      title={title}
      className="pointer-events-auto border border-line shadow-float"
      action={
        <Button look="quiet" size="s" className="-my-1 -mr-2" aria-label="Dismiss" onClick={onDismiss}>
          <CloseIcon />
        </Button>
      }
    >
      {state.status === 'done' ? (
        <>
          {state.text} {state.at !== null && <Time at={state.at} form="full" />}
        </>
      ) : (
        <>
          {state.problem.title}. {state.problem.next}
        </>
      )}
    </Notice>
  );
}
