import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { ampAbi } from '@/contracts-abi/amp';
import { address, uint } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { shortHex } from '@/lib/domain/text';
import { type Action, type ActionContext, oneStep, staleAccount } from './action';
import { readIsContract, readIsManager, readRecipientHook, readSpendable } from './chain-reads';
import { contractEvents } from './contract-events';
import { walletError } from './failure';
import { whyNeverSendTo } from './never-send-to';
import { sameHex } from './same-hex';

/**
 * Send `value` wei of spendable AMP to another account. `riskAccepted` is the person's own answer to the warning that
 * the recipient is a contract; without it, nothing is sent to one.
 */
export const sendAmpIntent = z.strictObject({ to: address, value: uint, riskAccepted: z.boolean() });
export type SendAmpIntent = z.output<typeof sendAmpIntent>;

/** What stands at the other end. `manager`: a collateral manager that Amp knows. `aware`: a contract with an AMP hook. */
export type Recipient = 'person' | 'manager' | 'aware-contract' | 'contract';

export type SendAmpPreview = {
  recipient: Recipient;
  /** wei that stay spendable */
  spendableAfter: bigint;
};

async function recipientOf({ to }: SendAmpIntent, context: ActionContext): Promise<Recipient> {
  const [manager, contract, hook] = await Promise.all([
    readIsManager(context, to),
    readIsContract(context, to),
    readRecipientHook(context, to),
  ]);
  if (manager) return 'manager';
  if (!contract) return 'person';
  return hook ? 'aware-contract' : 'contract';
}

export const sendAmp: Action<SendAmpIntent, SendAmpPreview> = {
  intent: sendAmpIntent,
  title: ({ to, value }) => `Send ${formatAmp(value)} AMP to ${shortHex(to)}`,
  steps: async (intent, context) => {
    const { to, value, riskAccepted } = intent;
    const never = whyNeverSendTo(to, context);
    if (never) throw walletError({ code: 'bad-recipient', why: never });
    const recipient = await recipientOf(intent, context);
    if (recipient !== 'person' && !riskAccepted) throw walletError({ code: 'risky-recipient', recipient });
    return oneStep({
      to: context.deployment.amp,
      data: encodeFunctionData({ abi: ampAbi, functionName: 'transfer', args: [to, value] }),
    });
  },
  shown: ({ to, value }, { deployment }) => [
    { to: deployment.amp, functionName: 'transfer', args: [to, value] },
  ],
  preview: async (intent, context) => {
    const [recipient, spendable] = await Promise.all([recipientOf(intent, context), readSpendable(context)]);
    return { recipient, spendableAfter: spendable - intent.value };
  },
  isWorse: (shown, fresh) => shown.recipient !== fresh.recipient,
  prove: ({ to, value }, logs, { deployment, account }) => {
    const sent = contractEvents(ampAbi, deployment.amp, 'Transfer', logs).some(
      ({ args }) => sameHex(args.from, account) && sameHex(args.to, to) && args.value === value,
    );
    return sent ? { text: `${formatAmp(value)} AMP went to ${shortHex(to)}.`, at: null } : null;
  },
  stale: (_intent, account) => staleAccount(account),
};
