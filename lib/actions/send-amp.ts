import { encodeFunctionData, getAddress } from 'viem';
import { z } from 'zod';
import { ampAbi } from '@/contracts-abi/amp';
import { address, type Hex, uint } from '@/lib/domain/codecs';
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
 * the recipient is a contract; without it, nothing is sent to one. `name` is what the person wrote in place of the
 * address, and saw leading to `to`: nothing is sent once it leads elsewhere.
 */
export const sendAmpIntent = z.strictObject({
  to: address,
  value: uint,
  riskAccepted: z.boolean(),
  name: z.string().nullable().default(null),
});
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

const whom = (name: string | null, to: Hex): string => (name ? `${name} (${shortHex(to)})` : shortHex(to));

/** Throws when the name does not lead to the address any more, as the chain has it at this block. */
async function stillLeadsTo({ name, to }: SendAmpIntent, { client, block }: ActionContext): Promise<void> {
  if (name === null) return;
  // Few people write a name: what knows them comes when somebody does.
  const { readNames } = await import('@/lib/chain/read-names');
  const found = await readNames(client, { blockNumber: block.number }).addressOf(name);
  if (found.is === 'unreachable') throw walletError({ code: 'unreachable' });
  if (found.is !== 'found') throw walletError({ code: 'name-moved', name, now: null });
  if (!sameHex(found.value, to))
    throw walletError({ code: 'name-moved', name, now: getAddress(found.value) });
}

export const sendAmp: Action<SendAmpIntent, SendAmpPreview> = {
  intent: sendAmpIntent,
  title: ({ to, value, name }) => `Send ${formatAmp(value)} AMP to ${whom(name, to)}`,
  steps: async (intent, context) => {
    const { to, value, riskAccepted } = intent;
    const never = whyNeverSendTo(to, context);
    if (never) throw walletError({ code: 'bad-recipient', why: never });
    const [recipient] = await Promise.all([recipientOf(intent, context), stillLeadsTo(intent, context)]);
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
  prove: ({ to, value, name }, logs, { deployment, account }) => {
    const sent = contractEvents(ampAbi, deployment.amp, 'Transfer', logs).some(
      ({ args }) => sameHex(args.from, account) && sameHex(args.to, to) && args.value === value,
    );
    return sent ? { text: `${formatAmp(value)} AMP went to ${whom(name, to)}.`, at: null } : null;
  },
  stale: (_intent, account) => staleAccount(account),
};
