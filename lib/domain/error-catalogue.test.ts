import { describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import { ampCodes } from './amp-codes';
import { cataloguedErrors, explain, type Failure } from './error-catalogue';
import type { Explanation } from './explanation';
import { WEI_PER_AMP } from './money';
import { poolId } from './partition';
import { explainWalletProblem, type WalletProblem } from './wallet-problems';

type Input = { name?: string; type: string; components?: readonly Input[] };
type AbiError = { type: 'error'; name: string; inputs: readonly Input[] };

/** A value as viem decodes it for a Solidity type: integers of up to 48 bits are numbers. */
function sample({ type, components = [] }: Input): unknown {
  if (type === 'tuple') return Object.fromEntries(components.map((part) => [part.name ?? '', sample(part)]));
  const bits = /^u?int(\d+)$/.exec(type)?.[1];
  if (bits) return Number(bits) <= 48 ? 7 : 7n;
  if (type === 'address') return `0x${'ab'.repeat(20)}`;
  const bytes = /^bytes(\d+)$/.exec(type)?.[1];
  if (bytes) return `0x${'cd'.repeat(Number(bytes))}`;
  throw new Error(`no sample for ${type}`);
}

const abis: Record<string, readonly { type: string }[]> = {
  CollateralPool: collateralPoolAbi,
  Amp: ampAbi,
  LocalPriceFeed: priceFeedAbi,
  SwapToken: swapTokenAbi,
};
const isError = (item: { type: string }): item is AbiError => item.type === 'error';
const errors = Object.entries(abis).flatMap(([contract, abi]) =>
  abi.filter(isError).map((error) => ({ contract, name: error.name, inputs: error.inputs })),
);

/** Words that a person can read: three sentences, and no figure that went missing. */
function expectReadable({ title, cause, next }: Explanation) {
  for (const sentence of [title, cause, next]) {
    expect(sentence.length).toBeGreaterThan(5);
    expect(sentence).not.toMatch(/undefined|NaN|\[object|null/);
  }
  expect(title).not.toMatch(/\.$/);
  expect(cause).toMatch(/[.”]$/);
  expect(next).toMatch(/\.$/);
}

describe('the error catalogue', () => {
  it('has the pool’s errors in sight', () => {
    expect(errors.filter((error) => error.contract === 'CollateralPool').length).toBeGreaterThan(35);
  });

  it.each(errors)('$contract.$name has a cause and a next step, with its figures', ({ name, inputs }) => {
    expect(cataloguedErrors).toContain(name);
    const words = explain({ kind: 'contract', error: name, args: inputs.map(sample) });
    expectReadable(words);
    // Words that fall back would mean that the entry was written for other arguments than the ABI's.
    expect(words.cause).not.toContain('Its reason is called');
  });

  it('has no words for an error that no contract knows', () => {
    const known = new Set(errors.map((error) => error.name));
    expect([...cataloguedErrors].filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(['52', '53', '56', '57', '58', '5A', '5C', '5D', '5E', '5F', '60'])('Amp’s code %s', (code) => {
    expect(ampCodes).toHaveProperty(code);
    expectReadable(explain({ kind: 'reason', reason: code }));
  });

  const problems: Record<WalletProblem['code'], WalletProblem> = {
    rejected: { code: 'rejected' },
    'wrong-chain': { code: 'wrong-chain', expected: 'Ethereum' },
    'account-changed': { code: 'account-changed' },
    'unexpected-call': { code: 'unexpected-call', what: 'it goes to another contract' },
    'insufficient-eth': { code: 'insufficient-eth', needed: WEI_PER_AMP, held: 5n },
    unreachable: { code: 'unreachable' },
    'wallet-gone': { code: 'wallet-gone' },
    'not-authorised': { code: 'not-authorised' },
    'not-supported': { code: 'not-supported' },
    busy: { code: 'busy' },
    nonce: { code: 'nonce' },
    underpriced: { code: 'underpriced' },
    timeout: { code: 'timeout' },
    cancelled: { code: 'cancelled' },
    replaced: { code: 'replaced' },
    dropped: { code: 'dropped' },
    unproved: { code: 'unproved' },
    unknown: { code: 'unknown', detail: 'it broke.' },
  };
  it.each(Object.values(problems))('wallet and network: $code', (problem) => {
    expectReadable(explainWalletProblem(problem));
  });

  it('names the figures of the error', () => {
    const pool = poolId('FLEXA', `0x${'11'.repeat(20)}`);
    expect(explain({ kind: 'contract', error: 'StakesPaused', args: [pool] }).title).toBe(
      'FLEXA takes no stakes at the moment',
    );
    const below = explain({
      kind: 'contract',
      error: 'BelowMinStake',
      args: [WEI_PER_AMP, 100n * WEI_PER_AMP],
    });
    expect(below.next).toBe('Enter 100 AMP or more.');
    const due = explain({ kind: 'contract', error: 'ExitNotDue', args: [12n, 10_000n, 4_600n] });
    expect(due.cause).toContain('in 1 h 30 min');
  });

  it.each<Failure>([
    { kind: 'contract', error: 'SomethingNew', args: [] },
    { kind: 'contract', error: 'BelowMinStake', args: ['not', 'figures'] },
    { kind: 'reason', reason: 'A hook’s own words' },
    { kind: 'panic', code: 0x11n },
    { kind: 'no-reason' },
  ])('says what it knows of what it does not know: %o', (failure) => {
    expectReadable(explain(failure));
  });
});
