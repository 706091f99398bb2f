import { keccak256, stringToHex } from 'viem';
import { getCode, readContract } from 'viem/actions';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import type { ActionContext } from './action';

const RECIPIENT = keccak256(stringToHex('AmpTokensRecipient'));

const ofPool = ({ deployment, block }: ActionContext) =>
  ({ abi: collateralPoolAbi, address: deployment.collateralPool, blockNumber: block.number }) as const;

/** A pool as settled at the context's block. `exists` is false for an id that is none. */
export const readPool = (context: ActionContext, pool: Hex) =>
  readContract(context.client, { ...ofPool(context), functionName: 'poolInfo', args: [pool] });

/** The account's active shares in a pool, and their worth in wei. */
export const readStake = (context: ActionContext, pool: Hex) =>
  readContract(context.client, {
    ...ofPool(context),
    functionName: 'accountInfo',
    args: [pool, context.account],
  });

export const readTicket = (context: ActionContext, pool: Hex, exitEpoch: number) =>
  readContract(context.client, {
    ...ofPool(context),
    functionName: 'ticketOf',
    args: [pool, context.account, BigInt(exitEpoch)],
  });

/** Shares that `value` wei would be given. */
export const readStakePreview = (context: ActionContext, pool: Hex, value: bigint) =>
  readContract(context.client, { ...ofPool(context), functionName: 'previewStake', args: [pool, value] });

export const readExitPreview = (context: ActionContext, pool: Hex, shares: bigint) =>
  readContract(context.client, {
    ...ofPool(context),
    functionName: 'previewExit',
    args: [pool, context.account, shares],
  });

/** wei that can be spent: the default partition alone, never Amp's sum over all of them. */
export const readSpendable = ({ client, deployment, account, block }: ActionContext) =>
  readContract(client, {
    abi: ampAbi,
    address: deployment.amp,
    blockNumber: block.number,
    functionName: 'balanceOfByPartition',
    args: [DEFAULT_PARTITION, account],
  });

const ofWallet = ({ deployment, block }: ActionContext) =>
  ({
    abi: walletCollateralAbi,
    address: deployment.walletCollateral,
    blockNumber: block.number,
  }) as const;

/** The account's own collateral in place in a pool: zeros for a pool that does not exist. */
export const readHolder = (context: ActionContext, pool: Hex) =>
  readContract(context.client, {
    ...ofWallet(context),
    functionName: 'holderInfo',
    args: [pool, context.account],
  });

/** Who may set the account's hooks in ERC-1820: the account itself where it never named anyone. */
export const readHookManager = ({ client, account, block }: ActionContext) =>
  readContract(client, {
    abi: erc1820RegistryAbi,
    address: ERC1820_REGISTRY,
    blockNumber: block.number,
    functionName: 'getManager',
    args: [account],
  });

const ofAmp = ({ deployment, block }: ActionContext) =>
  ({ abi: ampAbi, address: deployment.amp, blockNumber: block.number }) as const;

/** wei of the account that `spender` may still move out of a partition. */
export const readAllowance = (context: ActionContext, partition: Hex, spender: Hex) =>
  readContract(context.client, {
    ...ofAmp(context),
    functionName: 'allowanceByPartition',
    args: [partition, context.account, spender],
  });

/** Whether `operator` may move all AMP of the account, in every partition. */
export const readIsOperator = (context: ActionContext, operator: Hex) =>
  readContract(context.client, {
    ...ofAmp(context),
    functionName: 'isOperator',
    args: [operator, context.account],
  });

/** Whether `operator` may move the account's AMP in a partition, for whichever reason Amp has. */
export const readIsOperatorInPartition = (context: ActionContext, partition: Hex, operator: Hex) =>
  readContract(context.client, {
    ...ofAmp(context),
    functionName: 'isOperatorForPartition',
    args: [partition, operator, context.account],
  });

export const readIsManager = (context: ActionContext, address: Hex) =>
  readContract(context.client, {
    ...ofAmp(context),
    functionName: 'isCollateralManager',
    args: [address],
  });

/** The contract that ERC-1820 names for `address` to be told of AMP that arrives; null for none. */
export const readRecipientHook = async (
  { client, block }: ActionContext,
  address: Hex,
): Promise<Hex | null> => {
  const hook = await readContract(client, {
    abi: erc1820RegistryAbi,
    address: ERC1820_REGISTRY,
    blockNumber: block.number,
    functionName: 'getInterfaceImplementer',
    args: [address, RECIPIENT],
  });
  return /^0x0{40}$/.test(hook) ? null : hook;
};

/** Whether code runs at `address`. An account that has lent itself code (EIP-7702) is still a person's. */
export const readIsContract = async ({ client, block }: ActionContext, address: Hex): Promise<boolean> => {
  const code = await getCode(client, { address, blockNumber: block.number });
  return code !== undefined && code !== '0x' && !code.startsWith('0xef0100');
};

/** Every pool of collateral in place, in the order of their opening, with its rules and pauses. */
export async function readWalletPools(context: ActionContext) {
  const count = await readContract(context.client, { ...ofWallet(context), functionName: 'poolCount' });
  const ids = await Promise.all(
    Array.from({ length: Number(count) }, (_, index) =>
      readContract(context.client, {
        ...ofWallet(context),
        functionName: 'poolAt',
        args: [BigInt(index)],
      }),
    ),
  );
  return Promise.all(
    ids.map(async (id) => ({
      id,
      ...(await readContract(context.client, {
        ...ofWallet(context),
        functionName: 'poolInfo',
        args: [id],
      })),
    })),
  );
}
