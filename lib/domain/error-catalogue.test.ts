import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ampCodes } from './amp-codes';
import { cataloguedErrors, explain, type Failure } from './error-catalogue';
import type { Explanation } from './explanation';
import { WEI_PER_AMP } from './money';
import { generationId, poolId } from './partition';
import { STORY_PARAMS } from './testing/story-pool';
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

const isItem = (item: unknown): item is { type: string } =>
  typeof item === 'object' && item !== null && 'type' in item;
const isError = (item: { type: string }): item is AbiError => item.type === 'error';

/** The ABIs of every contract there is, a new one's too: whatever a module of `contracts-abi/` exports as a list. */
const modules = readdirSync('contracts-abi').filter((file) => file.endsWith('.ts'));
const abis = await Promise.all(
  modules.map(async (file) => {
    const exported: object = await import(`../../contracts-abi/${file.replace(/\.ts$/, '')}.ts`);
    const items: unknown[] = Object.values(exported).filter(Array.isArray).flat();
    return { contract: file.replace(/\.ts$/, ''), items: items.filter(isItem) };
  }),
);
const errors = abis.flatMap(({ contract, items }) =>
  items.filter(isError).map(({ name, inputs }) => ({ contract, name, inputs })),
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
  it('has every contract’s errors in sight', () => {
    expect(abis.filter(({ items }) => items.length === 0)).toEqual([]);
    const seen = (contract: string) => errors.filter((error) => error.contract === contract).length;
    expect(seen('collateral-pool')).toBeGreaterThan(45);
    expect(seen('wallet-collateral')).toBeGreaterThan(40);
    expect(seen('timelock')).toBeGreaterThan(5);
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

  it('every reason that a contract writes out in words', () => {
    // Actors of the contracts' own tests stand beside them.
    const actor = /Hostile|Fixture|Replay/;
    const sources = readdirSync('contracts', { recursive: true, encoding: 'utf8' }).filter(
      (file) => /^(amp|feed|manager|pool|wallet)\/\w+\.sol$/.test(file) && !actor.test(file),
    );
    const reasons = sources.flatMap((file) =>
      [
        ...readFileSync(`contracts/${file}`, 'utf8').matchAll(/\b(?:require\([^;]*?|revert\()"([^"]+)"\)/g),
      ].map(([, reason]) => reason ?? ''),
    );
    expect(reasons.length).toBeGreaterThan(3);
    expect([...new Set(reasons)].filter((reason) => !(reason in ampCodes))).toEqual([]);
    for (const reason of reasons) expectReadable(explain({ kind: 'reason', reason }));
  });

  const problems: Record<WalletProblem['code'], WalletProblem> = {
    rejected: { code: 'rejected' },
    'wrong-chain': { code: 'wrong-chain', expected: 'Ethereum' },
    'network-not-shared': { code: 'network-not-shared', expected: 'Ethereum' },
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
    'bad-recipient': { code: 'bad-recipient', why: 'the Amp contract itself' },
    'risky-recipient': { code: 'risky-recipient', recipient: 'contract' },
    'name-moved': { code: 'name-moved', name: 'ann.eth', now: null },
    'nothing-to-revoke': { code: 'nothing-to-revoke' },
    'taken-back': { code: 'taken-back' },
    'under-way': { code: 'under-way' },
    'asked-before': { code: 'asked-before' },
    'batch-failed': { code: 'batch-failed' },
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
    const limit = explain({
      kind: 'contract',
      error: 'DrawLimitExceeded',
      args: [pool, 5n * WEI_PER_AMP, 8n * WEI_PER_AMP, 10n * WEI_PER_AMP, 1_700_006_400n],
    });
    expect(limit.cause).toMatch(/^5 AMP on top of the 8 AMP drawn already is more than the 10 AMP /);
    expect(limit.next).toContain('2023-11-15 00:00 UTC');
  });

  it('names a generation of a pool that losses have closed', () => {
    const closed = generationId(poolId('FLEXA', `0x${'11'.repeat(20)}`), 2);
    expect(explain({ kind: 'contract', error: 'PoolClosed', args: [closed] }).cause).toContain(
      'FLEXA (generation 2)',
    );
  });

  it('says which of a pool’s parameters is not possible', () => {
    const said = (change: Partial<typeof STORY_PARAMS>) =>
      explain({ kind: 'contract', error: 'InvalidParams', args: [{ ...STORY_PARAMS, ...change }] }).cause;
    const sound = { minStake: 10n ** 18n };
    expect(said({ ...sound, maxUtilisationBps: 10_001 })).toContain('10001 basis points');
    expect(said({ ...sound, claimDelay: 86_400 })).toContain('a claim delay of 1 day leaves no time');
    expect(said({ ...sound, drawWindow: 60, minStake: 5n })).toMatch(
      /draw window of 1 min .*; a smallest stake/,
    );
    expect(said({ ...sound, maxLockDuration: 180 * 86_400 })).toContain('180 days for a lock');
  });

  it('knows the states that a timelock waits for', () => {
    const ready = `0x${'4'.padStart(64, '0')}`;
    const args = [`0x${'ab'.repeat(32)}`, ready];
    expect(explain({ kind: 'contract', error: 'TimelockUnexpectedOperationState', args }).cause).toContain(
      'would have to be ready',
    );
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
