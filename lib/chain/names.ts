import {
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  type PublicClient,
  parseAbi,
} from 'viem';
import { namehash, normalize } from 'viem/ens';
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
const abi = parseAbi([
  'function resolver(bytes32 node) view returns (address)',
  'function addr(bytes32 node) view returns (address)',
  'function name(bytes32 node) view returns (string)',
]);

const KEPT_MS = 300_000;
const MOST_KEPT = 2_000;
const NOBODY = /^0x0{40}$/;

export function createNames(client: PublicClient, now: () => number = Date.now): Names {
  const kept = new Map<string, { until: number; answer: Promise<Lookup<string>> }>();

  /** Whoever asks meanwhile shares the question; what could not be asked is asked again the next time. */
  function once(key: string, ask: () => Promise<Lookup<string>>): Promise<Lookup<string>> {
    const known = kept.get(key);
    if (known && known.until > now()) return known.answer;
    const answer = ask().catch(
      (error: unknown): Lookup<string> => ({ is: isRefusal(error) ? 'none' : 'unreachable' }),
    );
    kept.delete(key);
    kept.set(key, { until: now() + KEPT_MS, answer });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    void answer.then(({ is }) => {
      if (is === 'unreachable' && kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  }

  const hasRegistry = async () => (await client.getCode({ address: ENS_REGISTRY })) !== undefined;
  async function resolverOf(node: Hex): Promise<Hex | null> {
    const resolver = await client.readContract({
      abi,
      address: ENS_REGISTRY,
      functionName: 'resolver',
      args: [node],
    });
    return NOBODY.test(resolver) ? null : address.parse(resolver);
  }
  async function forward(name: string): Promise<Lookup<Hex>> {
    const node = namehash(name);
    const resolver = await resolverOf(node);
    if (!resolver) return { is: 'none' };
    const found = await client.readContract({ abi, address: resolver, functionName: 'addr', args: [node] });
    return NOBODY.test(found) ? { is: 'none' } : { is: 'found', value: address.parse(found) };
  }
  async function reverse(account: Hex): Promise<Lookup<string>> {
    const node = namehash(`${account.slice(2)}.addr.reverse`);
    const resolver = await resolverOf(node);
    if (!resolver) return { is: 'none' };
    const claimed = await client.readContract({ abi, address: resolver, functionName: 'name', args: [node] });
    // A name that is not written as it is looked up may look like another one.
    if (claimed.length > MOST_NAME_LENGTH || normalized(claimed) !== claimed) return { is: 'none' };
    const back = await forward(claimed);
    return back.is === 'found' && back.value === account ? { is: 'found', value: claimed } : { is: 'none' };
  }
  const ask = async (look: () => Promise<Lookup<string>>): Promise<Lookup<string>> =>
    (await hasRegistry()) ? look() : { is: 'absent' };

  return {
    addressOf: async (text) => {
      const name = normalized(text);
      if (name === null) return { is: 'none' };
      const answer = await once(name, () => ask(() => forward(name)));
      return answer.is === 'found' ? { is: 'found', value: address.parse(answer.value) } : answer;
    },
    nameOf: (account) => once(account, () => ask(() => reverse(account))),
  };
}

/** By ENSIP-15; null for what can be no name. */
function normalized(text: string): string | null {
  try {
    return isNameLike(text) ? normalize(text) : null;
  } catch {
    return null;
  }
}

/** The resolver was there, and had no answer. */
const isRefusal = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk(
    (one) => one instanceof ContractFunctionRevertedError || one instanceof ContractFunctionZeroDataError,
  ) !== null;
