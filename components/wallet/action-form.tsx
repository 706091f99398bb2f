'use client';
import { type ReactNode, useEffect } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { type KeyValue, KeyValues } from '@/components/ui/key-values';
import type { ActionKind, IntentOf, PreviewOf } from '@/lib/actions/registry';
import type { Fee, Simulation } from '@/lib/actions/simulate';
import { formatAmp } from '@/lib/domain/money';
import { ActionNotice, Problem } from './action-notice';
import { requestConnect } from './connect-request';
import { StepList } from './step-list';
import { SwitchNetwork } from './switch-network';
import { type ActionPhase, useAction } from './use-action';
import { usePreview } from './use-preview';
import { accountOf, useWallet } from './use-wallet';

/**
 * The part that every form of an action shares: the preview, the one button and what came of pressing it. The button
 * can be pressed only while a simulation of the very transaction passes.
 */
export function ActionForm<Kind extends ActionKind>({
  kind,
  intent,
  intentKey,
  submit,
  toLines,
  expected,
  onIncomplete,
  onDone,
  nothingToDo = false,
  children,
}: {
  kind: Kind;
  /** null while what was entered is no intent: the reason stands next to its field */
  intent: IntentOf<Kind> | null;
  /** changes exactly when the intent does */
  intentKey: string;
  /** the button's words */
  submit: string;
  /** what the simulation promises, line by line; `block` is the second it was run at */
  toLines: (preview: PreviewOf<Kind>, block: { timestamp: number }) => KeyValue[];
  /** what can be said without a wallet, or before the chain has answered */
  expected?: KeyValue[];
  /** the form was sent without an intent: time to show why */
  onIncomplete?: () => void;
  /** it happened and the page shows it: what was typed has served its purpose */
  onDone?: () => void;
  /** there is nothing to press for, though what came of the last press still stands */
  nothingToDo?: boolean;
  children?: ReactNode;
}) {
  const wallet = useWallet();
  const { chainId } = useDeployment();
  const account = accountOf(wallet);
  const preview = usePreview(kind, intent && account ? { key: intentKey, intent, account } : null);
  const { phase, start, reset } = useAction<Kind>();
  const working = isWorking(phase);
  const elsewhere = wallet.status === 'connected' && wallet.chainId !== chainId ? wallet.chainId : null;

  const simulation = simulationToSend(phase, preview);
  const ready = wallet.status === 'connected' && elsewhere === null && simulation !== null;

  const done = phase.is === 'done';
  useEffect(() => {
    if (done) onDone?.();
  }, [done, onDone]);
  // What was shown was for the account before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the account's change is the reason to run
  useEffect(reset, [account]);
  // Something else was entered: what came of the last press has been read. Success empties the field by itself, and
  // is read until something new stands there.
  const over = phase.is === 'refused' || phase.is === 'failed' || phase.is === 'worse';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the intent's change is the reason to run
  useEffect(() => {
    if (over || (done && intent)) reset();
  }, [intentKey]);

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (working) return;
        if (!intent) onIncomplete?.();
        else if (ready && account) void start({ kind, intent, account }, simulation);
      }}
    >
      {children}
      <PreviewLines preview={preview} phase={phase} toLines={toLines} expected={expected} />
      {elsewhere !== null && <SwitchNetwork chainId={elsewhere} />}
      {preview.is === 'known' && !preview.checked.ok && !working && !over && (
        <Problem problem={preview.checked.problem} kind="care" />
      )}
      <ActionNotice phase={phase} onDismiss={reset} />
      {nothingToDo && !working ? null : wallet.status === 'disconnected' ? (
        <Button look="primary" size="l" onClick={requestConnect}>
          Connect wallet
        </Button>
      ) : (
        <Button
          type="submit"
          look="primary"
          size="l"
          busy={working}
          // An incomplete form can be sent: that is how one is told what is missing.
          disabled={!working && intent !== null && !ready}
        >
          {label(phase, submit, wallet.status === 'restoring')}
        </Button>
      )}
    </form>
  );
}

const isWorking = ({ is }: ActionPhase<ActionKind>): boolean =>
  is === 'checking' || is === 'signing' || is === 'pending' || is === 'catching-up';

/** What a press would send: what is shown. After a change for the worse that is the changed outcome. */
function simulationToSend<Kind extends ActionKind>(
  phase: ActionPhase<Kind>,
  preview: ReturnType<typeof usePreview<Kind>>,
): Simulation<Kind> | null {
  if (phase.is === 'worse') return phase.simulation;
  return preview.is === 'known' && preview.checked.ok ? preview.checked.simulation : null;
}

function label(phase: ActionPhase<ActionKind>, submit: string, restoring: boolean): string {
  switch (phase.is) {
    case 'checking':
      return 'Checking once more';
    case 'signing':
      return phase.place.of > 1
        ? `Confirm step ${phase.place.index + 1} of ${phase.place.of} in your wallet`
        : 'Confirm in your wallet';
    case 'pending':
      return 'Waiting for the chain';
    case 'catching-up':
      return 'Updating this page';
    case 'worse':
      return 'Agree and send';
    case 'refused':
    case 'failed':
      return restoring ? 'Waiting for your wallet' : `${submit} again`;
    case 'idle':
    case 'done':
      return restoring ? 'Waiting for your wallet' : submit;
  }
}

/** What will happen, in figures. Keeps its place while it is worked out anew. */
function PreviewLines<Kind extends ActionKind>({
  preview,
  phase,
  toLines,
  expected,
}: {
  preview: ReturnType<typeof usePreview<Kind>>;
  phase: ActionPhase<Kind>;
  toLines: (preview: PreviewOf<Kind>, block: { timestamp: number }) => KeyValue[];
  expected?: KeyValue[] | undefined;
}) {
  const checked =
    preview.is === 'known' ? preview.checked : preview.is === 'checking' ? preview.before : null;
  const shown = phase.is === 'worse' ? phase.simulation : checked?.ok ? checked.simulation : null;
  const items = shown ? [...toLines(shown.preview, shown.block), feeLine(shown.fee)] : expected;
  if (!items || items.length === 0) return null;
  return (
    <div
      aria-busy={preview.is === 'checking'}
      className={cx('flex flex-col gap-4', preview.is === 'checking' && '[&_dd]:text-ink-3')}
    >
      <KeyValues items={items} className="!px-0 !pb-0" />
      {shown && shown.plan.length > 1 && (
        <StepList plan={shown.plan} left={shown.steps.map(({ key }) => key)} />
      )}
    </div>
  );
}

const feeLine = ({ likely, most }: Fee): KeyValue => ({
  key: 'fee',
  label: 'Network fee',
  value: (
    <span title={`${formatAmp(most, 18)} ETH at the most`}>
      about {formatAmp(likely, 6)} ETH
      <span className="font-normal text-ink-3">, at most {formatAmp(most, 6)}</span>
    </span>
  ),
});
