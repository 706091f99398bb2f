import { type Address, encodeFunctionData, type Hex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Deployment } from '@/lib/domain/api';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { ERC1820_REGISTRY } from '@/lib/domain/registry-events';
import type { Call, CollateralLock } from './contract-calls';

/** `IWalletCollateral.WalletLock` */
export type WalletLock = Omit<CollateralLock, 'amount'> & { slices: { holder: Address; amount: bigint }[] };

/** What any of these needs at the most: a draw from three wallets. */
const GAS = 2_000_000n;

/** Every call to do with collateral in place that the devnet makes, for one deployment. */
export function walletCalls({ amp, walletCollateral }: Deployment) {
  const manager = { to: walletCollateral, gas: GAS };
  const abi = walletCollateralAbi;
  return {
    // -- holders
    setManager: (holder: Address): Call => ({
      to: ERC1820_REGISTRY,
      gas: GAS,
      data: encodeFunctionData({
        abi: erc1820RegistryAbi,
        functionName: 'setManager',
        args: [holder, walletCollateral],
      }),
    }),
    /** into the pool's partition, where the tokens stay the holder's own */
    deposit: (holder: Address, pool: Hex, amount: bigint): Call => ({
      to: amp,
      gas: GAS,
      data: encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [DEFAULT_PARTITION, holder, holder, amount, dataToPartition(pool), '0x'],
      }),
    }),
    enroll: (pool: Hex, maxExposure: bigint): Call => ({
      ...manager,
      data: encodeFunctionData({ abi, functionName: 'enroll', args: [pool, maxExposure] }),
    }),

    // -- payments
    lock: (item: WalletLock): Call => ({
      ...manager,
      data: encodeFunctionData({ abi, functionName: 'lock', args: [item] }),
    }),
    release: (id: Hex): Call => ({
      ...manager,
      data: encodeFunctionData({ abi, functionName: 'releaseBatch', args: [[id]] }),
    }),
    claimPayment: (id: Hex): Call => ({
      ...manager,
      data: encodeFunctionData({ abi, functionName: 'claimPayment', args: [id] }),
    }),
    draw: (id: Hex, amount: bigint): Call => ({
      ...manager,
      data: encodeFunctionData({ abi, functionName: 'draw', args: [id, amount] }),
    }),
  };
}
