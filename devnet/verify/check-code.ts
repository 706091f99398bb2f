import type { Address } from 'viem';
import { libraryCodes } from '@/contracts-abi/bytecode/libraries';
import {
  type ContractCode,
  linkedAddresses,
  linkRuntime,
  withoutImmutables,
} from '@/lib/chain/contract-code';
import { expectThat, type Finding, type Scene } from './findings';

/**
 * Whether what stands at an address is what was compiled, and the same of every library that it calls: their addresses
 * are read out of the code itself. Immutables are told apart from the rest, and are not looked at here.
 */
export async function checkCode(scene: Scene, code: ContractCode, address: Address): Promise<Finding[]> {
  const { reader, blockNumber } = scene;
  const found = (await reader.getCode({ address, blockNumber })) ?? '0x';
  const libraries = linkedAddresses(code, found);
  const same = libraries && withoutImmutables(code, found) === linkRuntime(code, libraries, address);
  const own = expectThat(
    same === true,
    `its code is that of ${code.contract}`,
    found === '0x' ? 'there is no contract' : 'it is other code than this version compiles to',
  );
  if (!same) return [own];
  const calls = Object.entries(libraries).map(async ([name, at]) => {
    const library = libraryCodes[name];
    if (!library) return [expectThat(false, `it calls the library ${name}`, 'which was not compiled')];
    return (await checkCode(scene, library, at)).map(({ claim, wrong }) => ({
      claim: claim.startsWith('its') ? `it calls ${name} at ${at}, whose code is right` : claim,
      wrong,
    }));
  });
  return [own, ...(await Promise.all(calls)).flat()];
}
