import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32, count } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAfterStakeMove } from './action';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Have exits that are due paid to the account itself, as spendable AMP. */
export const claimExitIntent = z.strictObject({ pool: bytes32, exitEpochs: z.array(count).min(1) });
export type ClaimExitIntent = z.output<typeof claimExitIntent>;

/** wei paid out */
export type ClaimExitPreview = { amount: bigint };

export const claimExit: Action<ClaimExitIntent, ClaimExitPreview> = {
  intent: claimExitIntent,
  title: ({ pool, exitEpochs }) =>
    `Claim ${exitEpochs.length === 1 ? 'an exit' : `${exitEpochs.length} exits`} from ${poolName(pool)}`,
  steps: async ({ pool, exitEpochs }, { deployment, account }) =>
    oneStep({
      to: deployment.collateralPool,
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'claimExit',
        args: [pool, exitEpochs.map(BigInt), account],
      }),
    }),
  shown: ({ pool, exitEpochs }, { deployment, account }) => [
    { to: deployment.collateralPool, functionName: 'claimExit', args: [pool, exitEpochs, account] },
  ],
  preview: async (_intent, _context, { result }) => ({
    amount: decodeFunctionResult({ abi: collateralPoolAbi, functionName: 'claimExit', data: result }),
  }),
  isWorse: (shown, fresh) => fresh.amount < shown.amount,
  prove: ({ pool, exitEpochs }, logs, { deployment, account }) => {
    const paid = poolEvents('ExitClaimed', logs, { deployment }).filter(
      ({ args }) => args.pool === pool && sameHex(args.account, account) && sameHex(args.to, account),
    );
    const epochs = new Set(paid.map(({ args }) => Number(args.exitEpoch)));
    if (!exitEpochs.every((epoch) => epochs.has(epoch))) return null;
    const amount = paid.reduce((sum, { args }) => sum + args.amount, 0n);
    return { text: `${formatAmp(amount)} AMP are back in your spendable balance.`, at: null };
  },
  stale: staleAfterStakeMove,
};
