import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { bytes32, uint } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAccount } from './action';
import { readHolder } from './chain-reads';
import { ActionError } from './failure';
import { sameHex } from './same-hex';
import { walletEvents } from './wallet-events';

/** Set another limit to what may be locked of an enrolled wallet. Never below what is locked. */
export const changeExposureIntent = z.strictObject({ pool: bytes32, maxExposure: uint });
export type ChangeExposureIntent = z.output<typeof changeExposureIntent>;

/** All in wei. */
export type ChangeExposurePreview = { before: bigint; after: bigint; locked: bigint; inPlace: bigint };

export const changeExposure: Action<ChangeExposureIntent, ChangeExposurePreview> = {
  intent: changeExposureIntent,
  title: ({ pool, maxExposure }) => `Limit ${poolName(pool)} to ${formatAmp(maxExposure)} AMP`,
  steps: async ({ pool, maxExposure }, context) => {
    // The contract would enrol a newcomer by the same call: nobody asked for that here.
    const { enrolled } = await readHolder(context, pool);
    if (!enrolled) {
      throw new ActionError({ kind: 'contract', error: 'NotEnrolled', args: [pool, context.account] });
    }
    return oneStep({
      to: context.deployment.walletCollateral,
      data: encodeFunctionData({
        abi: walletCollateralAbi,
        functionName: 'enroll',
        args: [pool, maxExposure],
      }),
    });
  },
  shown: ({ pool, maxExposure }, { deployment }) => [
    { to: deployment.walletCollateral, functionName: 'enroll', args: [pool, maxExposure] },
  ],
  preview: async ({ pool, maxExposure }, context) => {
    const holder = await readHolder(context, pool);
    return { before: holder.maxExposure, after: maxExposure, locked: holder.locked, inPlace: holder.balance };
  },
  isWorse: (shown, fresh) => shown.before !== fresh.before,
  prove: ({ pool, maxExposure }, logs, context) => {
    const changed = walletEvents('HolderEnrolled', logs, context).some(
      ({ args }) => args.pool === pool && sameHex(args.holder, context.account),
    );
    if (!changed) return null;
    return { text: `At most ${formatAmp(maxExposure)} AMP are locked for ${poolName(pool)}.`, at: null };
  },
  stale: (_intent, account) => staleAccount(account),
};
