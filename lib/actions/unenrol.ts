import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { bytes32 } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAccount } from './action';
import { readHolder } from './chain-reads';
import { contractEvents } from './contract-events';
import { sameHex } from './same-hex';
import { walletEvents } from './wallet-events';

/**
 * Stop backing payments. With the last pool the wallet has its hooks to itself again, which is also all that this does
 * for one that handed them over and then never enrolled.
 */
export const unenrolIntent = z.strictObject({ pool: bytes32 });
export type UnenrolIntent = z.output<typeof unenrolIntent>;

export type UnenrolPreview = {
  /** wei that stay in place, free to be taken out */
  inPlace: bigint;
  /** false when only the hooks are taken back */
  enrolled: boolean;
};

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
  preview: async ({ pool }, context) => {
    const { balance, enrolled } = await readHolder(context, pool);
    return { inPlace: balance, enrolled };
  },
  isWorse: (shown, fresh) => fresh.inPlace < shown.inPlace || fresh.enrolled !== shown.enrolled,
  prove: ({ pool }, logs, context) => {
    const { account } = context;
    const left = walletEvents('HolderUnenrolled', logs, context).some(
      ({ args }) => args.pool === pool && sameHex(args.holder, account),
    );
    if (left) return { text: `The wallet backs no payments of ${poolName(pool)} any more.`, at: null };
    const hooksBack = contractEvents(erc1820RegistryAbi, ERC1820_REGISTRY, 'ManagerChanged', logs).some(
      ({ args }) => sameHex(args.account, account) && sameHex(args.newManager, account),
    );
    return hooksBack ? { text: 'The wallet’s hooks are its own again.', at: null } : null;
  },
  stale: (_intent, account) => staleAccount(account),
};
