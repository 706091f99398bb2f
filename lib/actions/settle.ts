import type { Client, TransactionReceipt } from 'viem';
import { call as callChain } from 'viem/actions';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Failure } from '@/lib/domain/error-catalogue';
import type { Call, Outcome } from './action';
import { toFailure } from './failure';
import { type ActionKind, actions, type IntentOf } from './registry';

/** What a mined transaction came to. */
export type Settlement = { ok: true; outcome: Outcome } | { ok: false; failure: Failure };

export type SettleInput<Kind extends ActionKind> = {
  kind: Kind;
  intent: IntentOf<Kind>;
  /** which of the action's transactions it was */
  step: string;
  receipt: TransactionReceipt;
  /** for the replay; null when it was never learnt */
  call: Call | null;
  client: Client;
  deployment: Deployment;
  account: Hex;
};

/** A receipt is not yet success: its logs have to show what was asked for, and a revert has to give its reason. */
export async function settle<Kind extends ActionKind>(input: SettleInput<Kind>): Promise<Settlement> {
  const { kind, intent, step, receipt, deployment, account } = input;
  if (receipt.status === 'reverted') return { ok: false, failure: await reasonOf(input) };
  const outcome = actions[kind].prove(intent, receipt.logs, { deployment, account, step });
  return outcome
    ? { ok: true, outcome }
    : { ok: false, failure: { kind: 'wallet', problem: { code: 'unproved' } } };
}

/**
 * Why a mined transaction failed: a receipt does not say, so the call is made again on the state before its block,
 * then after it, where what changed within the block shows.
 */
async function reasonOf<Kind extends ActionKind>({
  call,
  client,
  account,
  receipt,
}: SettleInput<Kind>): Promise<Failure> {
  if (!call) return { kind: 'no-reason' };
  for (const blockNumber of [receipt.blockNumber - 1n, receipt.blockNumber]) {
    try {
      await callChain(client, { ...call, account, blockNumber });
    } catch (error) {
      return toFailure(error);
    }
  }
  return { kind: 'no-reason' };
}
