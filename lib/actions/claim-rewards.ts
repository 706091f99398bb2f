import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32 } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, type StaleTopic, staleAccount } from './action';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Have the rewards of some pools paid to the account itself, as spendable AMP. */
export const claimRewardsIntent = z.strictObject({ pools: z.array(bytes32).min(1) });
export type ClaimRewardsIntent = z.output<typeof claimRewardsIntent>;

/** wei of either kind */
export type ClaimRewardsPreview = { fees: bigint; topUps: bigint };

export const claimRewards: Action<ClaimRewardsIntent, ClaimRewardsPreview> = {
  intent: claimRewardsIntent,
  title: ({ pools }) => `Claim the rewards of ${pools.map(poolName).join(', ')}`,
  steps: async ({ pools }, { deployment, account }) =>
    oneStep({
      to: deployment.collateralPool,
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'claimRewards',
        args: [pools, account],
      }),
    }),
  shown: ({ pools }, { deployment, account }) => [
    { to: deployment.collateralPool, functionName: 'claimRewards', args: [pools, account] },
  ],
  preview: async (_intent, _context, { result }) => {
    const [fees, topUps] = decodeFunctionResult({
      abi: collateralPoolAbi,
      functionName: 'claimRewards',
      data: result,
    });
    return { fees, topUps };
  },
  isWorse: (shown, fresh) => fresh.fees < shown.fees || fresh.topUps < shown.topUps,
  prove: ({ pools }, logs, { deployment, account }) => {
    const paid = poolEvents('RewardClaimed', logs, { deployment }).filter(
      ({ args }) => sameHex(args.account, account) && sameHex(args.to, account),
    );
    const claimed = new Set(paid.map(({ args }) => args.pool));
    const amount = paid.reduce((sum, { args }) => sum + args.fees + args.topUps, 0n);
    if (amount === 0n || !pools.every((pool) => claimed.has(pool))) return null;
    return { text: `${formatAmp(amount)} AMP of rewards are in your spendable balance.`, at: null };
  },
  stale: ({ pools }, account) => [
    { topic: 'pools' },
    ...pools.map((id): StaleTopic => ({ topic: 'pool', id })),
    ...staleAccount(account),
  ],
};
