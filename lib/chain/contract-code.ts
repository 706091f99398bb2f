import { concatHex, type Hex, isHex, size, slice } from 'viem';

/** A compiled contract, as `scripts/generate-abi.ts` writes it. */
export type ContractCode = {
  contract: string;
  /** by name: the text that stands in both codes wherever the address of that library belongs */
  libraries: Readonly<Record<string, string>>;
  /** where the constructor fills in values that the runtime code holds zeros for, in bytes */
  immutables: readonly (readonly [start: number, length: number])[];
  /** what deploys it */
  creation: string;
  /** what stands on the chain afterwards */
  runtime: string;
};

/** Addresses by the name of the library or contract. */
export type Addresses = Readonly<Record<string, Hex>>;

/** Code that cannot be linked as asked. */
export class LinkError extends Error {
  override name = 'LinkError';
}

/** Creation code, ready to be deployed. Throws {@link LinkError} when a library's address is missing. */
export const linkCreation = (code: ContractCode, libraries: Addresses): Hex =>
  link(code, code.creation, libraries);

/**
 * The code that stands at `address` once the contract is deployed, immutables still zero. A library's own address is
 * part of its code, where the compiler left room for it. Throws {@link LinkError} when a library's address is missing.
 */
export function linkRuntime(code: ContractCode, libraries: Addresses, address: Hex): Hex {
  const linked = link(code, code.runtime, libraries);
  if (!linked.startsWith(LIBRARY_HEAD)) return linked;
  return concatHex([PUSH20, address.toLowerCase() as Hex /* still hex */, slice(linked, 1 + 20)]);
}

/**
 * The libraries that a contract's code on the chain calls, read from where they belong; null where the code is too
 * short to hold them, or names two addresses for one library.
 */
export function linkedAddresses(code: ContractCode, runtime: Hex): Record<string, Hex> | null {
  const addresses: Record<string, Hex> = {};
  for (const [name, placeholder] of Object.entries(code.libraries)) {
    const found = new Set<string>();
    for (
      let at = code.runtime.indexOf(placeholder);
      at >= 0;
      at = code.runtime.indexOf(placeholder, at + 1)
    ) {
      found.add(runtime.slice(at, at + placeholder.length).toLowerCase());
    }
    const [address, ...others] = found;
    if (address?.length !== placeholder.length || others.length > 0) return null;
    addresses[name] = `0x${address}`;
  }
  return addresses;
}

/** The same code with zeros for its immutables, so that it can be compared with what was compiled. */
export function withoutImmutables(code: ContractCode, runtime: Hex): Hex {
  return code.immutables.reduce<Hex>((masked, [start, length]) => {
    if (size(masked) < start + length) return masked;
    const digits = 2 + 2 * start;
    return `0x${masked.slice(2, digits)}${'00'.repeat(length)}${masked.slice(digits + 2 * length)}`;
  }, runtime);
}

/**
 * The libraries that `contracts` need, each after those that it calls itself: the order to deploy them in. Throws
 * {@link LinkError} when one is not in `known`, or calls itself in a circle.
 */
export function librariesOf(
  contracts: readonly ContractCode[],
  known: Readonly<Record<string, ContractCode>>,
): ContractCode[] {
  const ordered: ContractCode[] = [];
  const visit = (code: ContractCode, path: readonly string[]): void => {
    for (const name of Object.keys(code.libraries).sort()) {
      if (path.includes(name))
        throw new LinkError(`Libraries call in a circle: ${[...path, name].join(' → ')}.`);
      const library = known[name];
      if (!library)
        throw new LinkError(`${code.contract} needs the library ${name}, which was not compiled.`);
      visit(library, [...path, name]);
      if (!ordered.includes(library)) ordered.push(library);
    }
  };
  for (const code of contracts) visit(code, [code.contract]);
  return ordered;
}

const PUSH20 = '0x73';
const LIBRARY_HEAD = `${PUSH20}${'00'.repeat(20)}`;

function link({ contract, libraries }: ContractCode, text: string, addresses: Addresses): Hex {
  let linked = text;
  for (const [name, placeholder] of Object.entries(libraries)) {
    const address = addresses[name];
    if (!address) throw new LinkError(`${contract} needs the address of its library ${name}.`);
    linked = linked.replaceAll(placeholder, address.slice(2).toLowerCase());
  }
  if (!isHex(linked)) throw new LinkError(`The code of ${contract} is not hexadecimal once it is linked.`);
  return linked;
}
