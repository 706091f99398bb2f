import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { bytes32 } from '@/lib/domain/codecs';
import { poolName } from '@/lib/domain/explanation';
import { type Action, oneStep, staleAccount } from './action';
import { readHolder } from './chain-reads';
import { sameHex } from './same-hex';
import { walletEvents } from './wallet-events';

/** Stop backing payments. With the last pool the wallet has its hooks to itself again. */
export const unenrolIntent = z.strictObject({ pool: bytes32 });
export type UnenrolIntent = z.output<typeof unenrolIntent>;

/** wei that stay in place, free to be taken out */
export type UnenrolPreview = { inPlace: bigint };

export const unenrol: Action<UnenrolIntent, UnenrolPreview> = {
  intent: unenrolIntent,
  title: ({ pool }) => `Leave ${poolName(pool)}`,
  steps: async ({ pool }, { deployment }) =>
    oneStep({
      to: deployment.walletCollateral,
      data: encodeFunctionData({ abi: walletCollateralAbi, functionName: 'unenroll', args: [pool] }),
    }),
  shown: ({ pool }, { deployment }) => [
    { to: deployment.walletCollateral, functionName: 'unenroll', args: [pool] },
  ],
  preview: async ({ pool }, context) => ({ inPlace: (await readHolder(context, pool)).balance }),
  isWorse: (shown, fresh) => fresh.inPlace < shown.inPlace,
  prove: ({ pool }, logs, context) => {
    const left = walletEvents('HolderUnenrolled', logs, context).some(
      ({ args }) => args.pool === pool && sameHex(args.holder, context.account),
    );
    return left ? { text: `The wallet backs no payments of ${poolName(pool)} any more.`, at: null } : null;
  },
  stale: (_intent, account) => staleAccount(account),
};
