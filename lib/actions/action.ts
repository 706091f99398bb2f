import type { Client, Log } from 'viem';
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

/** What became true, for people. `at` is a second of chain time that belongs behind the text. */
export type Outcome = { text: string; at: number | null };

/** What an action makes out of date. The page's data layer knows which of its answers that is. */
export type StaleTopic = { topic: 'pools' } | { topic: 'pool'; id: Hex } | { topic: 'account'; address: Hex };

/**
 * One operation of a person, in full: what it needs to know, the call it makes, what a simulation of that call
 * promises, and how its receipt proves that it happened.
 *
 * `Intent` is a plain value that survives storage: its schema reads it back. `Preview` is what the form shows before
 * the wallet opens.
 */
export type Action<Intent extends { pool: Hex }, Preview> = {
  intent: z.ZodType<Intent>;
  /** "Stake 1,000 AMP in FLEXA": stands in the list of a person's transactions. */
  title: (intent: Intent) => string;
  /** The call, after whatever has to be read for it. Throws what the client throws. */
  prepare: (intent: Intent, context: ActionContext) => Promise<Call>;
  /** What the call would do: asked once its simulation has passed, of the same block. `result` is what it returned. */
  preview: (
    intent: Intent,
    context: ActionContext,
    simulated: { call: Call; result: Hex },
  ) => Promise<Preview>;
  /** True when `fresh` is worse for the person than what was `shown`: then it is shown again before signing. */
  isWorse: (shown: Preview, fresh: Preview) => boolean;
  /** What the receipt's logs prove, or null when they do not show what was asked for. */
  prove: (
    intent: Intent,
    logs: Log[],
    context: Pick<ActionContext, 'deployment' | 'account'>,
  ) => Outcome | null;
  stale: (intent: Intent, account: Hex) => StaleTopic[];
};

/** What every action on a stake touches. */
export const staleAfterStakeMove = ({ pool }: { pool: Hex }, account: Hex): StaleTopic[] => [
  { topic: 'pools' },
  { topic: 'pool', id: pool },
  { topic: 'account', address: account },
];
