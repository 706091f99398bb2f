import { z } from 'zod';
import type { Action } from './action';
import { cancelExit } from './cancel-exit';
import { claimExit } from './claim-exit';
import { requestExit } from './request-exit';
import { stake } from './stake';

/** Every operation there is. Whatever knows actions by name derives it from here. */
const all = { stake, 'request-exit': requestExit, 'cancel-exit': cancelExit, 'claim-exit': claimExit };

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
