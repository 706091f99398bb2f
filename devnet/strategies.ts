import { type Address, concatHex, type Hex, isAddressEqual, keccak256, stringToHex, zeroAddress } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { collateralPoolStrategyAbi } from '@/contracts-abi/collateral-pool-strategy';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { IN_PLACE_PREFIX, POOL_PREFIX } from '@/lib/domain/partition';
import type { Reader } from './clients';

/** The partition prefixes that our managers live by. */
export const STRATEGY_PREFIXES: readonly Hex[] = [`0x${POOL_PREFIX}`, `0x${IN_PLACE_PREFIX}`];

/** What a chain says about the strategy of a prefix. */
export type Strategy = {
  prefix: Hex;
  /** Amp lets tokens into partitions of the prefix */
  registered: boolean;
  /** the validator that Amp calls: the one that ERC-1820 names; null where there is none */
  validator: Address | null;
  /** whether it says itself that it serves this Amp and this prefix; null where it does not say */
  serves: boolean | null;
};

/** What is wrong with a strategy, in words; null when nothing is. */
export function complaintAbout({ prefix, registered, validator, serves }: Strategy): string | null {
  if (!registered) return `Amp has no strategy for ${prefix}: tokens cannot enter such partitions`;
  if (!validator) return `ERC-1820 names no validator of Amp for ${prefix}`;
  if (serves === false)
    return `the validator ${validator} of ${prefix} serves another token or another prefix`;
  return null;
}

/**
 * Reads the strategies of an Amp that anybody may have deployed. Amp asks ERC-1820 for a validator at every transfer,
 * so what is read is what will be called.
 */
export const readStrategies = (reader: Reader, amp: Address): Promise<Strategy[]> =>
  Promise.all(STRATEGY_PREFIXES.map((prefix) => readStrategy(reader, amp, prefix)));

async function readStrategy(reader: Reader, amp: Address, prefix: Hex): Promise<Strategy> {
  const registered = await reader.readContract({
    address: amp,
    abi: ampAbi,
    functionName: 'isPartitionStrategy',
    args: [prefix],
  });
  const named = await implementerOf(reader, amp, strategyName(prefix));
  const validator = isAddressEqual(named, zeroAddress) ? null : named;
  return {
    prefix,
    registered,
    validator,
    serves: validator && (await serves(reader, validator, amp, prefix)),
  };
}

/** The interface's name is text with the four bytes of the prefix, as they are, behind it. */
const strategyName = (prefix: Hex): Hex => concatHex([stringToHex('AmpPartitionStrategyValidator'), prefix]);

/** Who implements an interface for an account, as ERC-1820 says; `name` before it is hashed. */
export const implementerOf = (reader: Reader, account: Address, name: Hex): Promise<Address> =>
  reader.readContract({
    address: erc1820Deployment.registry,
    abi: erc1820RegistryAbi,
    functionName: 'getInterfaceImplementer',
    args: [account, keccak256(name)],
  });

async function serves(
  reader: Reader,
  validator: Address,
  amp: Address,
  prefix: Hex,
): Promise<boolean | null> {
  const contract = { address: validator, abi: collateralPoolStrategyAbi } as const;
  try {
    const [token, own] = await Promise.all([
      reader.readContract({ ...contract, functionName: 'amp' }),
      reader.readContract({ ...contract, functionName: 'partitionPrefix' }),
    ]);
    return isAddressEqual(token, amp) && own.toLowerCase() === prefix.toLowerCase();
  } catch {
    // Nothing obliges a validator to have these two.
    return null;
  }
}
