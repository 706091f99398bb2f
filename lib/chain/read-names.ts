import {
  type Abi,
  BaseError,
  type Client,
  decodeFunctionResult,
  ExecutionRevertedError,
  encodeFunctionData,
  parseAbi,
} from 'viem';
import { call, getCode } from 'viem/actions';
import { namehash, normalize } from 'viem/ens';
import { z } from 'zod';
import { address, type Hex } from '@/lib/domain/codecs';
import { isNameLike, MOST_NAME_LENGTH } from '@/lib/domain/ens-name';

/**
 * ENS, both ways, asked of the registry itself: names that need a gateway somewhere in the internet are not resolved,
 * since a name would then choose whom this server calls.
 *
 * `absent`: this chain has no registry. `unreachable`: nobody could be asked just now.
 */
export type Lookup<Found> = { is: 'found'; value: Found } | { is: 'none' | 'absent' | 'unreachable' };
export type Names = {
  /** of a name as somebody wrote it */
  addressOf(name: string): Promise<Lookup<Hex>>;
  /** the name that an address gives itself, if the name says the same of the address: anybody can claim any name */
  nameOf(account: Hex): Promise<Lookup<string>>;
};

/** The same on each chain that has one. */
export const ENS_REGISTRY: Hex = '0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e';
export const registryAbi = parseAbi(['function resolver(bytes32 node) view returns (address)']);
export const resolverAbi = parseAbi([
  'function addr(bytes32 node) view returns (address)',
  'function name(bytes32 node) view returns (string)',
]);
/** A resolver is anybody's contract. The usual ones take a third of this; no more of the node's work is asked for. */
export const RESOLVER_GAS = 300_000n;

const NOBODY = /^0x0{40}$/;

/** By ENSIP-15; null for what can be no name. */
export function normalizedName(text: string): string | null {
  try {
    return isNameLike(text) ? normalize(text) : null;
  } catch {
    return null;
  }
}

/** Names as they are on the chain at a block, the latest one unless told. Nothing is remembered. Never throws. */
export function readNames(client: Client, at: { blockNumber?: bigint } = {}): Names {
  /** null when it is no answer: there is no such contract, or it has not such a function. */
  async function read(to: Hex, abi: Abi, functionName: string, node: Hex): Promise<string | null> {
    const data = encodeFunctionData({ abi, functionName, args: [node] });
    const answer = await call(client, { to, data, gas: RESOLVER_GAS, ...at });
    if (!answer.data) return null;
    try {
      return z.string().parse(decodeFunctionResult({ abi, functionName, data: answer.data }));
    } catch {
      return null;
    }
  }
  async function resolverOf(node: Hex): Promise<Hex | null> {
    const resolver = await read(ENS_REGISTRY, registryAbi, 'resolver', node);
    return resolver === null || NOBODY.test(resolver) ? null : address.parse(resolver);
  }
  async function forward(name: string): Promise<Lookup<Hex>> {
    const node = namehash(name);
    const resolver = await resolverOf(node);
    const found = resolver && (await read(resolver, resolverAbi, 'addr', node));
    return found && !NOBODY.test(found) ? { is: 'found', value: address.parse(found) } : { is: 'none' };
  }
  async function reverse(account: Hex): Promise<Lookup<string>> {
    const node = namehash(`${account.slice(2)}.addr.reverse`);
    const resolver = await resolverOf(node);
    const claimed = resolver && (await read(resolver, resolverAbi, 'name', node));
    // A name that is not written as it is looked up may look like another one.
    if (!claimed || claimed.length > MOST_NAME_LENGTH || normalizedName(claimed) !== claimed) {
      return { is: 'none' };
    }
    const back = await forward(claimed);
    return back.is === 'found' && back.value === account ? { is: 'found', value: claimed } : { is: 'none' };
  }
  async function ask<Found>(look: () => Promise<Lookup<Found>>): Promise<Lookup<Found>> {
    try {
      const registry = await getCode(client, { address: ENS_REGISTRY, ...at });
      return registry === undefined ? { is: 'absent' } : await look();
    } catch (error) {
      return { is: isRefusal(error) ? 'none' : 'unreachable' };
    }
  }
  return {
    addressOf: async (text) => {
      const name = normalizedName(text);
      return name === null ? { is: 'none' } : ask(() => forward(name));
    },
    nameOf: (account) => ask(() => reverse(account)),
  };
}

/** The resolver was there, and had no answer. */
const isRefusal = (error: unknown): boolean =>
  error instanceof BaseError && error.walk((one) => one instanceof ExecutionRevertedError) !== null;
