import { concatHex, size, slice } from 'viem';
import { describe, expect, it } from 'vitest';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { libraryCodes } from '@/contracts-abi/bytecode/libraries';
import {
  type ContractCode,
  LinkError,
  librariesOf,
  linkCreation,
  linkedAddresses,
  linkRuntime,
  withoutImmutables,
} from './contract-code';

const code = (contract: string, libraries: string[] = [], text = ''): ContractCode => ({
  contract,
  libraries: Object.fromEntries(libraries.map((name) => [name, `__$${name}$__`])),
  immutables: [],
  creation: `0x60${text || libraries.map((name) => `__$${name}$__`).join('00')}`,
  runtime: '0x60',
});
const known = (...codes: ContractCode[]) => Object.fromEntries(codes.map((one) => [one.contract, one]));
const ONE = `0x${'1a'.repeat(20)}` as const;
const TWO = `0x${'2B'.repeat(20)}` as const;

describe('linking', () => {
  it('puts each library’s address wherever it is called', () => {
    const twice = code('Pool', ['Rewards', 'Views'], '__$Rewards$__ff__$Views$__ff__$Rewards$__');
    expect(linkCreation(twice, { Rewards: ONE, Views: TWO })).toBe(
      `0x60${'1a'.repeat(20)}ff${'2b'.repeat(20)}ff${'1a'.repeat(20)}`,
    );
  });

  it('names the library that is missing, and refuses a placeholder that nobody named', () => {
    expect(() => linkCreation(code('Pool', ['Rewards', 'Views']), { Rewards: ONE })).toThrow(
      'Pool needs the address of its library Views.',
    );
    expect(() => linkCreation(code('Pool', [], '__$Rewards$__'), {})).toThrow(LinkError);
  });

  it('knows that a library’s own address is part of its code', () => {
    const library = { ...code('Views'), runtime: `0x73${'00'.repeat(20)}3014` };
    expect(linkRuntime(library, {}, TWO)).toBe(`0x73${'2b'.repeat(20)}3014`);
    expect(linkRuntime({ ...library, runtime: '0x6080' }, {}, TWO)).toBe('0x6080');
  });

  it('reads back which libraries a contract calls, unless it names two for one', () => {
    // as long as an address, as the compiler's are
    const [rewards, views] = ['__$Rewards$__'.padEnd(40, '_'), '__$Views$__'.padEnd(40, '_')];
    const linked: ContractCode = {
      ...code('Pool'),
      libraries: { Rewards: rewards, Views: views },
      runtime: `0x60${rewards}ff${views}ff${rewards}`,
    };
    const addresses = { Rewards: ONE, Views: TWO };
    const found = linkRuntime(linked, addresses, TWO);
    expect(linkedAddresses(linked, found)).toEqual({ Rewards: ONE, Views: TWO.toLowerCase() });
    expect(linkedAddresses(linked, slice(found, 0, 60))).toBeNull();
    const other = concatHex([slice(found, 0, size(found) - 20), `0x${'3c'.repeat(20)}`]);
    expect(linkedAddresses(linked, other)).toBeNull();
  });

  it('compares code without its immutables, and leaves code alone that is too short to hold them', () => {
    const token: ContractCode = { ...code('Amp'), immutables: [[1, 2]] };
    expect(withoutImmutables(token, '0xaabbccdd')).toBe('0xaa0000dd');
    expect(withoutImmutables(token, '0xaabb')).toBe('0xaabb');
  });
});

describe('the order of deployment', () => {
  it('has each library once, after those that it calls', () => {
    const libraries = known(
      code('Stakes', ['Rewards']),
      code('Rewards', ['Sums']),
      code('Sums'),
      code('Views'),
    );
    const order = librariesOf(
      [code('Pool', ['Stakes', 'Views']), code('Wallet', ['Views', 'Sums'])],
      libraries,
    );
    expect(order.map(({ contract }) => contract)).toEqual(['Sums', 'Rewards', 'Stakes', 'Views']);
  });

  it('refuses a library that was not compiled, and circles', () => {
    expect(() => librariesOf([code('Pool', ['Stakes'])], {})).toThrow('Pool needs the library Stakes');
    const circle = known(code('Stakes', ['Rewards']), code('Rewards', ['Stakes']));
    expect(() => librariesOf([code('Pool', ['Stakes'])], circle)).toThrow('Pool → Stakes → Rewards → Stakes');
  });

  it('exists for the real contracts: what the pool needs is there, and links', () => {
    const order = librariesOf([collateralPoolCode], libraryCodes);
    const addresses = Object.fromEntries(order.map(({ contract }) => [contract, ONE]));
    for (const one of [...order, collateralPoolCode]) {
      expect(linkCreation(one, addresses)).toMatch(/^0x[0-9a-f]+$/);
      expect(linkRuntime(one, addresses, TWO)).toMatch(/^0x[0-9a-f]+$/);
    }
    expect(Object.keys(collateralPoolCode.libraries).length).toBeGreaterThan(0);
  });
});
