import { keccak256, toHex, toRlp } from 'viem';
import type { Hex } from '@/lib/domain/codecs';

/** What RLP takes: bytes, or a list of such. */
type Item = Hex | Item[];
type Leaf = { path: string; value: Hex };

const EMPTY_ROOT: Hex = keccak256('0x80');

/**
 * Root of the Merkle-Patricia trie that holds these values under the RLP of their place in the list, as a block's
 * header names it for its receipts (Ethereum Yellow Paper, appendix D and section 4.4.2).
 */
export function orderedTrieRoot(values: readonly Hex[]): Hex {
  if (values.length === 0) return EMPTY_ROOT;
  const leaves = values.map((value, index) => ({ path: pathOf(index), value }));
  leaves.sort((a, b) => (a.path < b.path ? -1 : 1));
  return keccak256(toRlp(nodeOf(leaves, 0)));
}

/** The digits of the key. Zero is the empty string in RLP. */
const pathOf = (index: number): string => toRlp(index === 0 ? '0x' : evenHex(index)).slice(2);

const evenHex = (value: number): Hex => {
  const digits = value.toString(16);
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
};

/** The node above leaves, in order, whose paths agree in their first `depth` digits. */
function nodeOf(leaves: readonly Leaf[], depth: number): Item[] {
  const [first] = leaves;
  const last = leaves.at(-1);
  if (!first || !last) throw new RangeError('a node of nothing');
  if (leaves.length === 1) return [compact(first.path.slice(depth), true), first.value];
  // In order, so that what the outermost share is shared by all.
  let shared = depth;
  while (first.path[shared] === last.path[shared]) shared += 1;
  if (shared > depth) return [compact(first.path.slice(depth, shared), false), refTo(nodeOf(leaves, shared))];
  // No key is the beginning of another one, so that a branch never holds a value itself.
  const branch: Item[] = [];
  for (let digit = 0; digit < 16; digit += 1) {
    const below = leaves.filter(({ path }) => Number.parseInt(path.charAt(depth), 16) === digit);
    branch.push(below.length === 0 ? '0x' : refTo(nodeOf(below, depth + 1)));
  }
  return [...branch, '0x'];
}

/** A node inside another one: itself while it is short, its hash otherwise. */
function refTo(node: Item[]): Item {
  const bytes = toRlp(node);
  return bytes.length < 2 + 2 * 32 ? node : keccak256(bytes);
}

/** Digits as bytes, behind a first digit that says whether a leaf ends here and whether their number is odd. */
function compact(digits: string, ends: boolean): Hex {
  const odd = digits.length % 2 === 1;
  const flag = toHex((ends ? 2 : 0) + (odd ? 1 : 0)).slice(2);
  return `0x${flag}${odd ? '' : '0'}${digits}`;
}
