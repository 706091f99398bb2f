import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { ampAbi } from '@/contracts-abi/amp';
import { address, bytes32 } from '@/lib/domain/codecs';
import { shortHex } from '@/lib/domain/text';
import { type Action, oneStep, staleAccount } from './action';
import { readIsOperator, readIsOperatorInPartition } from './chain-reads';
import { contractEvents } from './contract-events';
import { walletError } from './failure';
import { sameHex } from './same-hex';

/** Take from an operator the right to move this account's AMP: in one partition, or, for null, in all of them. */
export const revokeOperatorIntent = z.strictObject({ operator: address, partition: bytes32.nullable() });
export type RevokeOperatorIntent = z.output<typeof revokeOperatorIntent>;

/** Whether another right of the operator stands: one for all partitions outlives that for one. */
export type RevokeOperatorPreview = { forAllStands: boolean };

export const revokeOperator: Action<RevokeOperatorIntent, RevokeOperatorPreview> = {
  intent: revokeOperatorIntent,
  title: ({ operator }) => `Revoke ${shortHex(operator)} as operator`,
  steps: async ({ operator, partition }, context) => {
    const may = partition
      ? await readIsOperatorInPartition(context, partition, operator)
      : await readIsOperator(context, operator);
    if (!may) throw walletError({ code: 'nothing-to-revoke' });
    return oneStep({
      to: context.deployment.amp,
      data: partition
        ? encodeFunctionData({
            abi: ampAbi,
            functionName: 'revokeOperatorByPartition',
            args: [partition, operator],
          })
        : encodeFunctionData({ abi: ampAbi, functionName: 'revokeOperator', args: [operator] }),
    });
  },
  shown: ({ operator, partition }, { deployment }) => [
    partition
      ? { to: deployment.amp, functionName: 'revokeOperatorByPartition', args: [partition, operator] }
      : { to: deployment.amp, functionName: 'revokeOperator', args: [operator] },
  ],
  preview: async ({ operator, partition }, context) => ({
    forAllStands: partition !== null && (await readIsOperator(context, operator)),
  }),
  isWorse: (shown, fresh) => fresh.forAllStands && !shown.forAllStands,
  prove: ({ operator, partition }, logs, { deployment, account }) => {
    const of = ({ args }: { args: { operator: string; tokenHolder: string } }) =>
      sameHex(args.operator, operator) && sameHex(args.tokenHolder, account);
    const revoked = partition
      ? contractEvents(ampAbi, deployment.amp, 'RevokedOperatorByPartition', logs).some(
          (event) => event.args.partition === partition && of(event),
        )
      : contractEvents(ampAbi, deployment.amp, 'RevokedOperator', logs).some(of);
    return revoked ? { text: `${shortHex(operator)} is no operator of yours any more.`, at: null } : null;
  },
  stale: (_intent, account) => staleAccount(account),
};
