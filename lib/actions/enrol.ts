import { encodeAbiParameters, encodeFunctionData, keccak256, pad } from 'viem';
import { z } from 'zod';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { bytes32, type Hex, uint } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { formatAmp } from '@/lib/domain/money';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, type Actor, type Call, type Step, staleAccount } from './action';
import { readHolder, readHookManager } from './chain-reads';
import { contractEvents } from './contract-events';
import { sameHex } from './same-hex';
import { walletEvents } from './wallet-events';

/**
 * Let up to `maxExposure` wei that lie in place back payments. Two transactions: the wallet first hands its ERC-1820
 * hooks to the manager, so that no hook can refuse a payout; then it enrols. Whoever stopped in the middle goes on
 * where the chain says they are.
 */
export const enrolIntent = z.strictObject({ pool: bytes32, maxExposure: uint });
export type EnrolIntent = z.output<typeof enrolIntent>;

export type EnrolPreview = {
  /** wei that may be locked at once, of those in place */
  maxExposure: bigint;
  /** wei in place */
  inPlace: bigint;
  /** true when the wallet's hooks are not the manager's yet: that is the first step */
  handsOverHooks: boolean;
};

/** Where the registry keeps an account's manager: its second storage variable, a mapping. Its code never changes. */
const managerSlot = (account: Hex): Hex =>
  keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [account, 1n]));

const enrolCall = ({ pool, maxExposure }: EnrolIntent, { deployment }: Actor): Call => ({
  to: deployment.walletCollateral,
  data: encodeFunctionData({ abi: walletCollateralAbi, functionName: 'enroll', args: [pool, maxExposure] }),
});

export const enrol: Action<EnrolIntent, EnrolPreview> = {
  intent: enrolIntent,
  title: ({ pool, maxExposure }) => `Enrol in ${poolName(pool)} with up to ${formatAmp(maxExposure)} AMP`,
  plan: [
    { key: 'hand-over', title: 'Hand over the wallet’s hooks' },
    { key: 'enrol', title: 'Enrol with your limit' },
  ],
  steps: async (intent, context) => {
    const { account, deployment } = context;
    const manager = await readHookManager(context);
    const step = { key: 'enrol', call: enrolCall(intent, context) };
    if (sameHex(manager, deployment.walletCollateral)) return [step];
    const handOver: Step = {
      key: 'hand-over',
      call: {
        to: ERC1820_REGISTRY,
        data: encodeFunctionData({
          abi: erc1820RegistryAbi,
          functionName: 'setManager',
          args: [account, deployment.walletCollateral],
        }),
      },
    };
    const handedOver = { slot: managerSlot(account), value: pad(deployment.walletCollateral) };
    return [handOver, { ...step, given: [{ address: ERC1820_REGISTRY, stateDiff: [handedOver] }] }];
  },
  shown: ({ pool, maxExposure }, { deployment, account }) => [
    { to: ERC1820_REGISTRY, functionName: 'setManager', args: [account, deployment.walletCollateral] },
    { to: deployment.walletCollateral, functionName: 'enroll', args: [pool, maxExposure] },
  ],
  preview: async ({ pool, maxExposure }, context) => {
    const [holder, manager] = await Promise.all([readHolder(context, pool), readHookManager(context)]);
    return {
      maxExposure,
      inPlace: holder.balance,
      handsOverHooks: !sameHex(manager, context.deployment.walletCollateral),
    };
  },
  isWorse: (shown, fresh) => fresh.handsOverHooks && !shown.handsOverHooks,
  prove: ({ pool, maxExposure }, logs, context) => {
    const { account, deployment } = context;
    if (context.step === 'hand-over') {
      const handedOver = contractEvents(erc1820RegistryAbi, ERC1820_REGISTRY, 'ManagerChanged', logs).some(
        ({ args }) => sameHex(args.account, account) && sameHex(args.newManager, deployment.walletCollateral),
      );
      return handedOver ? { text: 'The wallet’s hooks are handed over.', at: null } : null;
    }
    const enrolled = walletEvents('HolderEnrolled', logs, context).some(
      ({ args }) => args.pool === pool && sameHex(args.holder, account),
    );
    if (!enrolled) return null;
    return {
      text: `Up to ${formatAmp(maxExposure)} AMP in place back payments of ${poolName(pool)}.`,
      at: null,
    };
  },
  stale: (_intent, account) => staleAccount(account),
};
