import { type Address, type ContractFunctionArgs, encodeFunctionData, type Hex, stringToHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import type { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import type { Deployment } from '@/lib/domain/api';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { executeData, scheduleData, type TimelockCall } from './timelock';

/** A transaction before anyone signs it. `gas` bounds it, for when nobody estimates. */
export type Call = { to: Address; data: Hex; gas: bigint };

/** `ICollateralPool.Lock`; amounts in wei, times in seconds since 1970. */
export type CollateralLock = {
  paymentId: Hex;
  pool: Hex;
  merchant: Address;
  amount: bigint;
  settleBy: number;
  expiresAt: number;
  refHash: Hex;
  quote: { asset: Hex; assetAmount: bigint; fiatAmount: bigint; currency: Hex; ampPrice: bigint };
};

/** `ICollateralPool.PoolParams`: what a pool lets happen. */
export type PoolParams = ContractFunctionArgs<typeof collateralPoolAbi, 'nonpayable', 'setParams'>[1];

/** `IWalletCollateral.WalletParams` */
export type WalletParams = ContractFunctionArgs<typeof walletCollateralAbi, 'nonpayable', 'setParams'>[1];

/** The most items that the contract takes in one batch. */
export const MAX_BATCH = 100;

/** Enough for any single call here, a roll over many epochs included. */
const GAS = 1_500_000n;
const batchGas = (items: number, each: bigint): bigint => GAS + BigInt(items) * each;

/** Every call that the devnet makes, for one deployment. What each does and refuses is written in the contracts. */
export function contractCalls(deployment: Deployment) {
  const { amp, swapToken, collateralPool, timelock, priceFeed } = deployment;
  const pool = { to: collateralPool, gas: GAS };
  const abi = collateralPoolAbi;
  return {
    // -- the pool's officers
    /** as a part of a timelock's operation */
    setParams: (id: Hex, params: PoolParams): TimelockCall => ({
      target: collateralPool,
      data: encodeFunctionData({ abi, functionName: 'setParams', args: [id, params] }),
    }),
    schedule: (operation: readonly TimelockCall[], label: string, delay: number): Call => ({
      to: present(timelock, 'timelock'),
      gas: GAS,
      data: scheduleData(operation, label, delay),
    }),
    execute: (operation: readonly TimelockCall[], label: string): Call => ({
      to: present(timelock, 'timelock'),
      gas: GAS,
      data: executeData(operation, label),
    }),
    setMerchant: (
      merchant: Address,
      registered: boolean,
      manager: 'collateralPool' | 'walletCollateral' = 'collateralPool',
    ): Call => ({
      to: deployment[manager],
      gas: GAS,
      data: encodeFunctionData({ abi, functionName: 'setMerchant', args: [merchant, registered] }),
    }),

    // -- stakers
    stake: (from: Address, id: Hex, amount: bigint): Call => ({
      to: amp,
      gas: GAS,
      data: encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [DEFAULT_PARTITION, from, collateralPool, amount, dataToPartition(id), '0x'],
      }),
    }),
    requestExit: (id: Hex, shares: bigint): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'requestExit', args: [id, shares] }),
    }),
    cancelExit: (id: Hex, exitEpoch: bigint): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'cancelExit', args: [id, exitEpoch] }),
    }),
    claimExit: (id: Hex, exitEpochs: readonly bigint[], to: Address): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'claimExit', args: [id, exitEpochs, to] }),
    }),

    /** streamed to a pool's stakers; from the rewarder */
    reward: (from: Address, id: Hex, kind: 'Fee' | 'TopUp', amount: bigint): Call => ({
      to: amp,
      gas: GAS,
      data: encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [
          DEFAULT_PARTITION,
          from,
          collateralPool,
          amount,
          dataToPartition(id),
          stringToHex(kind, { size: 32 }),
        ],
      }),
    }),
    claimRewards: (id: Hex, to: Address): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'claimRewards', args: [[id], to] }),
    }),
    compound: (id: Hex): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'compound', args: [id] }),
    }),

    // -- payments
    lockBatch: (items: readonly CollateralLock[]): Call => ({
      to: collateralPool,
      gas: batchGas(items.length, 200_000n),
      data: encodeFunctionData({ abi, functionName: 'lockBatch', args: [items] }),
    }),
    releaseBatch: (ids: readonly Hex[]): Call => ({
      to: collateralPool,
      gas: batchGas(ids.length, 100_000n),
      data: encodeFunctionData({ abi, functionName: 'releaseBatch', args: [ids] }),
    }),
    lock: (item: CollateralLock): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'lock', args: [item] }),
    }),
    release: (id: Hex, amount: bigint): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'release', args: [id, amount] }),
    }),
    claimPayment: (id: Hex): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'claimPayment', args: [id] }),
    }),
    draw: (id: Hex, amount: bigint): Call => ({
      ...pool,
      data: encodeFunctionData({ abi, functionName: 'draw', args: [id, amount] }),
    }),

    // -- money and prices of a local chain
    transferAmp: (to: Address, amount: bigint): Call => ({
      to: amp,
      gas: GAS,
      data: encodeFunctionData({ abi: ampAbi, functionName: 'transfer', args: [to, amount] }),
    }),
    mintSwapToken: (to: Address, amount: bigint): Call => ({
      to: present(swapToken, 'swap token'),
      gas: GAS,
      data: encodeFunctionData({ abi: swapTokenAbi, functionName: 'mint', args: [to, amount] }),
    }),
    approveSwap: (amount: bigint): Call => ({
      to: present(swapToken, 'swap token'),
      gas: GAS,
      data: encodeFunctionData({ abi: swapTokenAbi, functionName: 'approve', args: [amp, amount] }),
    }),
    swap: (from: Address): Call => ({
      to: amp,
      gas: GAS,
      data: encodeFunctionData({ abi: ampAbi, functionName: 'swap', args: [from] }),
    }),
    pushPrice: (price: bigint): Call => ({
      to: present(priceFeed, 'price feed'),
      gas: GAS,
      data: encodeFunctionData({ abi: priceFeedAbi, functionName: 'pushAnswer', args: [price] }),
    }),
  };
}
export type ContractCalls = ReturnType<typeof contractCalls>;

function present(address: Address | null, what: string): Address {
  if (!address) throw new Error(`this deployment has no ${what} of its own`);
  return address;
}
