'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Activity } from '@/lib/actions/activity';
import type { ActionKind } from '@/lib/actions/registry';
import type { Simulation } from '@/lib/actions/simulate';
import type { Explanation } from '@/lib/domain/explanation';
import { tellHere, useActivities, useCaughtUp } from './activity-store';
import { loadEngine } from './load-engine';
import type { Request, StepPlace } from './run-action';

/** Where one press of a button has got to. */
export type ActionPhase<Kind extends ActionKind> =
  | { is: 'idle' }
  | { is: 'checking' }
  /** the wallet has been asked; `slow` when it has not answered for a while */
  | { is: 'signing'; slow: boolean; place: StepPlace }
  | { is: 'worse'; simulation: Simulation<Kind> }
  | { is: 'refused'; problem: Explanation }
  | { is: 'pending'; activity: Activity }
  /** it happened, and the page's data is not there yet */
  | { is: 'catching-up'; activity: Activity }
  | { is: 'done'; activity: Activity }
  | { is: 'failed'; activity: Activity; problem: Explanation };

type Local<Kind extends ActionKind> =
  | { is: 'idle' }
  | { is: 'checking' }
  | { is: 'signing'; slow: boolean; place: StepPlace }
  | { is: 'worse'; simulation: Simulation<Kind> }
  | { is: 'refused'; problem: Explanation }
  | { is: 'sent'; id: string };

const SLOW_WALLET_MS = 12_000;

const unloadable: Explanation = {
  title: 'This could not be started',
  cause: 'A part of the page could not be loaded, so nothing was sent.',
  next: 'Check your connection, then try again.',
};

/** Runs one action of a form: from the press, through each of its steps, to the page showing what came of it. */
export function useAction<Kind extends ActionKind>() {
  const [local, setLocal] = useState<Local<Kind>>({ is: 'idle' });
  const activities = useActivities();
  const caughtUp = useCaughtUp();
  /** Answers of a press that was given up must not change what is shown for the next one. */
  const press = useRef(0);
  const running = useRef<{ request: Request<Kind>; shown: Simulation<Kind> }>(undefined);

  const reset = useCallback(() => {
    press.current += 1;
    running.current = undefined;
    setLocal({ is: 'idle' });
  }, []);
  const next = useCallback(async () => {
    const input = running.current;
    if (!input) return;
    press.current += 1;
    const mine = press.current;
    const show = (state: Local<Kind>) => {
      if (press.current === mine) setLocal(state);
    };
    setLocal({ is: 'checking' });
    try {
      const [engine, { run }] = await Promise.all([loadEngine(), import('./run-action')]);
      const onSigning = (place: StepPlace) => show({ is: 'signing', slow: false, place });
      show(await run(engine, { ...input, onSigning }));
    } catch {
      show({ is: 'refused', problem: unloadable });
    }
  }, []);
  const start = useCallback(
    async (request: Request<Kind>, shown: Simulation<Kind>) => {
      running.current = { request, shown };
      await next();
    },
    [next],
  );

  const sent = local.is === 'sent' ? local.id : null;
  useEffect(() => (sent ? tellHere(sent) : undefined), [sent]);

  const activity = activities.find((one) => one.id === sent);
  const goesOn =
    activity !== undefined &&
    activity.state.status === 'done' &&
    activity.step.index + 1 < activity.step.of &&
    running.current !== undefined;
  useEffect(() => {
    if (goesOn) void next();
  }, [goesOn, next]);

  const signing = local.is === 'signing';
  useEffect(() => {
    if (!signing) return;
    const timer = setTimeout(
      () => setLocal((now) => (now.is === 'signing' ? { ...now, slow: true } : now)),
      SLOW_WALLET_MS,
    );
    return () => clearTimeout(timer);
  }, [signing]);

  const phase = goesOn ? ({ is: 'checking' } as const) : phaseOf(local, activity, caughtUp);
  return { phase, start, reset };
}

function phaseOf<Kind extends ActionKind>(
  local: Local<Kind>,
  activity: Activity | undefined,
  caughtUp: ReadonlySet<string>,
): ActionPhase<Kind> {
  if (local.is !== 'sent') return local;
  if (!activity) return { is: 'idle' };
  switch (activity.state.status) {
    case 'pending':
      return { is: 'pending', activity };
    case 'failed':
      return { is: 'failed', activity, problem: activity.state.problem };
    case 'done':
      return { is: caughtUp.has(activity.id) ? 'done' : 'catching-up', activity };
  }
}
