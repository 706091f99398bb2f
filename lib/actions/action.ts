import type { Client, Log, StateOverride } from 'viem';
import type { z } from 'zod';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';

/** What is asked of a contract: exactly what is simulated, guarded and sent. */
export type Call = { to: Hex; data: Hex };

/** Where and when an action is looked at. Every read of one look is at the same block. */
export type ActionContext = {
  client: Client;
  deployment: Deployment;
  account: Hex;
  block: { number: bigint; timestamp: number };
};

/** One transaction of an action. `key` is its name in storage. */
export type Step = {
  key: string;
  call: Call;
  /** what the steps before it will have changed on chain, so that this one can be simulated before they are mined */
  given?: StateOverride;
};
export type PlannedStep = { key: string; title: string };
/** What is still to be done, in order: a step that the chain shows as done already is not among them. */
export type Steps = readonly [Step, ...Step[]];

/** The steps of an action that is one call. */
export const oneStep = (call: Call): Steps => [{ key: 'only', call }];

/** What became true, for people. `at` is a second of chain time that belongs behind the text. */
export type Outcome = { text: string; at: number | null };

/** What an action makes out of date. The page's data layer knows which of its answers that is. */
export type StaleTopic =
  | { topic: 'pools' }
  | { topic: 'pool'; id: Hex }
  | { topic: 'account'; address: Hex }
  | { topic: 'merchant'; address: Hex }
  /** what the browser itself has read of the chain about an account */
  | { topic: 'on-chain'; address: Hex };

/** Who acts, and where: enough to tell what a call may be, and what a receipt proves. */
export type Actor = Pick<ActionContext, 'deployment' | 'account'>;

/**
 * A call as the person was told of it, to be compared with the bytes that go to the wallet. `undefined` stands for an
 * argument that is worked out from the chain, such as the shares that an amount comes to.
 */
export type Shown = { to: Hex; functionName: string; args: readonly unknown[] };

/**
 * One operation of a person, in full: what it needs to know, the calls it makes, what a simulation of them promises,
 * and how receipts prove that it happened.
 *
 * `Intent` is a plain value that survives storage: its schema reads it back. `Preview` is what the form shows before
 * the wallet opens.
 */
export type Action<Intent, Preview> = {
  intent: z.ZodType<Intent>;
  /** "Stake 1,000 AMP in FLEXA": stands in the list of a person's transactions. */
  title: (intent: Intent) => string;
  /** Of an action with several transactions: all of them in order, and what each does, for people. */
  plan?: readonly PlannedStep[];
  /** The calls, after whatever has to be read for them. Throws what the client throws, or an `ActionError`. */
  steps: (intent: Intent, context: ActionContext) => Promise<Steps>;
  /** Every call it may ever make for this intent, for the guard. */
  shown: (intent: Intent, actor: Actor) => readonly Shown[];
  /**
   * What it would do: asked once the simulation of every step has passed, of the same block. `result` is what the last
   * one returned.
   */
  preview: (intent: Intent, context: ActionContext, simulated: { result: Hex }) => Promise<Preview>;
  /** True when `fresh` is worse for the person than what was `shown`: then it is shown again before signing. */
  isWorse: (shown: Preview, fresh: Preview) => boolean;
  /** What a receipt's logs prove of a step, or null when they do not show what was asked for. */
  prove: (intent: Intent, logs: Log[], context: Actor & { step: string }) => Outcome | null;
  stale: (intent: Intent, account: Hex) => StaleTopic[];
};

/** What every action on a stake touches. */
export const staleAfterStakeMove = ({ pool }: { pool: Hex }, account: Hex): StaleTopic[] => [
  { topic: 'pools' },
  { topic: 'pool', id: pool },
  ...staleAccount(account),
];

/** What every action on an account's own AMP touches. */
export const staleAccount = (account: Hex): StaleTopic[] => [
  { topic: 'account', address: account },
  { topic: 'on-chain', address: account },
];
