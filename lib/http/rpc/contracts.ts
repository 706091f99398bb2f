import { type Abi, decodeFunctionData, multicall3Abi, parseAbi, toFunctionSelector } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import { timelockAbi } from '@/contracts-abi/timelock';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { ENS_REGISTRY, RESOLVER_GAS, registryAbi, resolverAbi } from '@/lib/chain/read-names';
import type { Deployment } from '@/lib/domain/api';
import { address, type Hex, hexData } from '@/lib/domain/codecs';

/** Which functions of which contracts may be called through us, by selector. Addresses in lower case. */
export type Contracts = ReadonlyMap<Hex, ReadonlySet<string>>;

/** On every chain at the same address. */
const MULTICALL3: Hex = '0xca11bde05977b3631167028862be2a173976ca11';
const ERC1820: Hex = '0x1820a4b7618bde71dce8cdc73aab6c95905fad24';

/** Ethereum's own names: there is one registry, on the main chain. */
const ENS_CHAIN = 1;
const ENS_RESOLVER: Hex = '0xeeeeeeee14d718c2b47d9923deab1335e144eeee';
const ensAbi = parseAbi([
  'function resolveWithGateways(bytes name, bytes data, string[] gateways) view returns (bytes, address)',
  'function reverseWithGateways(bytes reverseName, uint256 coinType, string[] gateways) view returns (string, address, address)',
]);

/** The contracts of a deployment and what they stand on: Amp, the registry of token hooks, the feed, multicall. */
export function contractsOf(deployment: Deployment): Contracts {
  const { amp, swapToken, collateralPool, walletCollateral, timelock, priceFeed, chainId } = deployment;
  const abis: [Hex | null, Abi][] = [
    [amp, ampAbi],
    [collateralPool, collateralPoolAbi],
    [walletCollateral, walletCollateralAbi],
    [timelock, timelockAbi],
    [priceFeed, priceFeedAbi],
    [swapToken, swapTokenAbi],
    [ERC1820, erc1820RegistryAbi],
    [MULTICALL3, multicall3Abi],
    [ENS_REGISTRY, registryAbi],
    [chainId === ENS_CHAIN ? ENS_RESOLVER : null, ensAbi],
  ];
  return new Map(abis.flatMap(([at, abi]) => (at === null ? [] : [[at, selectorsOf(abi)] as const])));
}

const selectorsOf = (abi: Abi): ReadonlySet<string> =>
  new Set(abi.flatMap((item) => (item.type === 'function' ? [toFunctionSelector(item)] : [])));

/** Calls that one multicall may hold. */
const MOST_INNER = 500;

/** Is this a call of a function that we know, of a contract that we know? Of a multicall, each of its calls must be. */
export function isKnownCall(contracts: Contracts, to: Hex, data: Hex): boolean {
  const selector = data.slice(0, 10).toLowerCase();
  if (contracts.get(to)?.has(selector) !== true) return false;
  if (to !== MULTICALL3) return true;
  const inner = innerCalls(data);
  return inner !== null && inner.length <= MOST_INNER && inner.every((call) => isKnownInner(contracts, call));
}

const RESOLVERS = selectorsOf(resolverAbi);
const SELECTOR_AND_NODE = 2 + 2 * (4 + 32);
/**
 * What stands behind a name only its own resolver knows, which may be any contract: it is asked that and nothing else,
 * and has no more gas for it than that takes.
 */
export const isResolverQuestion = (data: Hex, gas: string | undefined): boolean =>
  data.length === SELECTOR_AND_NODE &&
  RESOLVERS.has(data.slice(0, 10).toLowerCase()) &&
  gas !== undefined &&
  BigInt(gas) <= RESOLVER_GAS;

type InnerCall = { target: Hex; data: Hex };

/** A multicall inside another would be a way around the limit. */
const isKnownInner = (contracts: Contracts, { target, data }: InnerCall): boolean =>
  target === MULTICALL3
    ? !isAggregate(data) && isKnownCall(contracts, target, data)
    : isKnownCall(contracts, target, data);

const AGGREGATE = toFunctionSelector('aggregate3((address,bool,bytes)[])');
const isAggregate = (data: Hex): boolean => data.slice(0, 10).toLowerCase() === AGGREGATE;

/** The calls inside; none for a function of its own that is no multicall, null when it cannot be read. */
function innerCalls(data: Hex): InnerCall[] | null {
  if (!isAggregate(data)) return [];
  try {
    const { args } = decodeFunctionData({ abi: multicall3Abi, data });
    const [calls] = args ?? [];
    if (!Array.isArray(calls)) return null;
    return calls.map(({ target, callData }) => ({
      target: address.parse(target),
      data: hexData.parse(callData),
    }));
  } catch {
    return null;
  }
}
