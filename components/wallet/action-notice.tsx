'use client';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Hash } from '@/components/ui/hex';
import { Notice, type NoticeKind } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { Activity } from '@/lib/actions/activity';
import type { ActionKind } from '@/lib/actions/registry';
import type { Explanation } from '@/lib/domain/explanation';
import type { ActionPhase } from './use-action';

/** A refusal: what, why, and what to do next. */
export function Problem({
  problem,
  kind = 'wrong',
  children,
}: {
  problem: Explanation;
  kind?: NoticeKind;
  children?: ReactNode;
}) {
  return (
    <Notice kind={kind} title={problem.title}>
      <p>{problem.cause}</p>
      <p>{problem.next}</p>
      {children}
    </Notice>
  );
}

/** What came of a press, as far as it has got. */
export function ActionNotice<Kind extends ActionKind>({
  phase,
  onDismiss,
}: {
  phase: ActionPhase<Kind>;
  onDismiss: () => void;
}) {
  switch (phase.is) {
    case 'idle':
    case 'checking':
      return null;
    case 'signing':
      return phase.slow ? (
        <Notice
          kind="care"
          title="Your wallet has not answered yet"
          action={<Dismiss onClick={onDismiss}>Stop waiting</Dismiss>}
        >
          Open it and look for a request. If you confirm it later, it is still followed here.
        </Notice>
      ) : (
        <Notice kind="info" title="Your wallet is asking you">
          Compare the amount and the recipient there, then confirm.
        </Notice>
      );
    case 'worse':
      return (
        <Notice kind="care" title="The outcome has changed since you looked">
          The lines above are the new one. Nothing was sent yet.
        </Notice>
      );
    case 'refused':
      return <Problem problem={phase.problem} />;
    case 'pending':
      return (
        <Notice
          kind="info"
          title={phase.activity.title}
          action={<Dismiss onClick={onDismiss}>Do something else</Dismiss>}
        >
          {phase.activity.state.status === 'pending' && phase.activity.state.takenBack
            ? 'The chain took back the block it was in. It is waiting for another one.'
            : 'Sent, and waiting for a block.'}{' '}
          <Transaction activity={phase.activity} />
        </Notice>
      );
    case 'catching-up':
    case 'done': {
      const { state } = phase.activity;
      return (
        <Notice kind="done" title={phase.activity.title}>
          {state.status === 'done' && (
            <>
              {state.text} {state.at !== null && <Time at={state.at} form="full" />}{' '}
            </>
          )}
          <Transaction activity={phase.activity} />
        </Notice>
      );
    }
    case 'failed':
      return (
        <Problem problem={phase.problem}>
          <Transaction activity={phase.activity} />
        </Problem>
      );
  }
}

/** Absent while only the wallet knows it. */
const Transaction = ({ activity: { hash } }: { activity: Activity }) =>
  hash && (
    <Hash value={hash} what="Transaction">
      <span className="text-small text-ink-2">Transaction</span>
    </Hash>
  );

const Dismiss = ({ onClick, children }: { onClick: () => void; children: string }) => (
  <Button look="quiet" size="s" className="-my-1 -mr-2 shrink-0" onClick={onClick}>
    {children}
  </Button>
);
