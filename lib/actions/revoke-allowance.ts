import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { ampAbi } from '@/contracts-abi/amp';
import { address, bytes32 } from '@/lib/domain/codecs';
import { shortHex } from '@/lib/domain/text';
import { type Action, oneStep, staleAccount } from './action';
import { readAllowance } from './chain-reads';
import { contractEvents } from './contract-events';
import { walletError } from './failure';
import { sameHex } from './same-hex';

/** Take back what a spender may still move out of one partition. */
export const revokeAllowanceIntent = z.strictObject({ spender: address, partition: bytes32 });
export type RevokeAllowanceIntent = z.output<typeof revokeAllowanceIntent>;

/** wei that the spender may move until then */
export type RevokeAllowancePreview = { allowance: bigint };

export const revokeAllowance: Action<RevokeAllowanceIntent, RevokeAllowancePreview> = {
  intent: revokeAllowanceIntent,
  title: ({ spender }) => `Revoke the allowance of ${shortHex(spender)}`,
  steps: async ({ spender, partition }, context) => {
    const allowance = await readAllowance(context, partition, spender);
    if (allowance === 0n) throw walletError({ code: 'nothing-to-revoke' });
    return oneStep({
      to: context.deployment.amp,
      data: encodeFunctionData({
        abi: ampAbi,
        functionName: 'approveByPartition',
        args: [partition, spender, 0n],
      }),
    });
  },
  shown: ({ spender, partition }, { deployment }) => [
    { to: deployment.amp, functionName: 'approveByPartition', args: [partition, spender, 0n] },
  ],
  preview: async ({ spender, partition }, context) => ({
    allowance: await readAllowance(context, partition, spender),
  }),
  // It may only fall by being spent, which the person should see before they sign.
  isWorse: (shown, fresh) => fresh.allowance < shown.allowance,
  prove: ({ spender, partition }, logs, { deployment, account }) => {
    const revoked = contractEvents(ampAbi, deployment.amp, 'ApprovalByPartition', logs).some(
      ({ args }) =>
        args.partition === partition &&
        sameHex(args.owner, account) &&
        sameHex(args.spender, spender) &&
        args.value === 0n,
    );
    return revoked ? { text: `${shortHex(spender)} may move none of it any more.`, at: null } : null;
  },
  stale: (_intent, account) => staleAccount(account),
};
