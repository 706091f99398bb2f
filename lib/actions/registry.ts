import { z } from 'zod';
import type { Action } from './action';
import { cancelExit } from './cancel-exit';
import { changeExposure } from './change-exposure';
import { claimExit } from './claim-exit';
import { claimRewards } from './claim-rewards';
import { compound } from './compound';
import { enrol } from './enrol';
import { fundInPlace } from './fund-in-place';
import { requestExit } from './request-exit';
import { revokeAllowance } from './revoke-allowance';
import { revokeOperator } from './revoke-operator';
import { sendAmp } from './send-amp';
import { stake } from './stake';
import { switchPool } from './switch-pool';
import { takeOut } from './take-out';
import { unenrol } from './unenrol';
import { withdrawDeferred } from './withdraw-deferred';

/** Every operation there is. Whatever knows actions by name derives it from here. */
const all = {
  stake,
  'request-exit': requestExit,
  'cancel-exit': cancelExit,
  'claim-exit': claimExit,
  'switch-pool': switchPool,
  'claim-rewards': claimRewards,
  compound,
  'fund-in-place': fundInPlace,
  enrol,
  'change-exposure': changeExposure,
  'take-out': takeOut,
  unenrol,
  'revoke-operator': revokeOperator,
  'revoke-allowance': revokeAllowance,
  'send-amp': sendAmp,
  'withdraw-deferred': withdrawDeferred,
};

export type ActionKind = keyof typeof all;
type Parts = {
  [Kind in ActionKind]: (typeof all)[Kind] extends Action<infer Intent, infer Preview>
    ? { intent: Intent; preview: Preview }
    : never;
};
export type IntentOf<Kind extends ActionKind> = Parts[Kind]['intent'];
export type PreviewOf<Kind extends ActionKind> = Parts[Kind]['preview'];

/** Typed by kind, so that an intent of one kind never meets the action of another. */
export const actions: { [Kind in ActionKind]: Action<IntentOf<Kind>, PreviewOf<Kind>> } = all;

/** An intent as JSON, and back. Throws on what is not one: stored values come from anywhere. */
export const encodeIntent = <Kind extends ActionKind>(kind: Kind, intent: IntentOf<Kind>): unknown =>
  z.encode(actions[kind].intent, intent);
export const parseIntent = <Kind extends ActionKind>(kind: Kind, json: unknown): IntentOf<Kind> =>
  actions[kind].intent.parse(json);

export const isActionKind = (kind: string): kind is ActionKind => Object.hasOwn(actions, kind);
