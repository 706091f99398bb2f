import { describe, expect, it } from 'vitest';
import { type ActionKind, actions, type PreviewOf } from './registry';

type Changes<Kind extends ActionKind> = {
  shown: PreviewOf<Kind>;
  /** each of these on its own is for the person to look at again */
  worse: Partial<PreviewOf<Kind>>[];
  /** these are as good, or better */
  fine: Partial<PreviewOf<Kind>>[];
};

/** For every action, what may change between the look and the press without a second yes, and what may not. */
const table: { [Kind in ActionKind]: Changes<Kind> } = {
  stake: {
    shown: {
      ...{ value: 100n, shares: 90n, worth: 99n, spendableAfter: 5n },
      ...{ exitAtIfAskedNow: 1_000, longestWait: 500 },
    },
    worse: [{ worth: 98n }, { longestWait: 501 }],
    fine: [{ worth: 100n }, { longestWait: 499 }, { exitAtIfAskedNow: 1_060, shares: 89n }],
  },
  'request-exit': {
    shown: { shares: 90n, worth: 99n, exitAt: 1_000, staysStaked: 50n, allBecauseOfDust: false },
    worse: [{ worth: 98n }, { exitAt: 1_061 }, { allBecauseOfDust: true }],
    fine: [{ worth: 100n }, { exitAt: 1_060 }, { exitAt: 900 }, { staysStaked: 49n }],
  },
  'cancel-exit': {
    shown: { shares: 90n, worth: 99n },
    worse: [{ worth: 98n }],
    fine: [{ worth: 100n }],
  },
  'claim-exit': { shown: { amount: 99n }, worse: [{ amount: 98n }], fine: [{ amount: 100n }] },
  'switch-pool': {
    shown: { amount: 99n, shares: 90n, worth: 98n, exitAtIfAskedNow: 1_000, longestWait: 500 },
    worse: [{ amount: 98n }, { worth: 97n }, { longestWait: 501 }],
    fine: [{ amount: 100n }, { worth: 99n }, { longestWait: 499 }, { shares: 89n }],
  },
  'claim-rewards': {
    shown: { fees: 50n, topUps: 20n },
    worse: [{ fees: 49n }, { topUps: 19n }, { fees: 90n, topUps: 0n }],
    fine: [{ fees: 51n }, { topUps: 21n }],
  },
  compound: {
    shown: { fees: 50n, topUps: 20n, shares: 60n, worth: 1_000n },
    worse: [{ fees: 49n }, { topUps: 19n }, { worth: 999n }],
    fine: [{ fees: 60n, topUps: 10n }, { worth: 1_001n }, { shares: 59n }],
  },
  'fund-in-place': {
    shown: { spendableAfter: 5n, inPlaceAfter: 200n, exposedAfter: 150n, enrolled: true },
    worse: [{ enrolled: false }, { exposedAfter: 151n }],
    fine: [{ exposedAfter: 149n }, { spendableAfter: 4n }],
  },
  enrol: {
    shown: { maxExposure: 150n, inPlace: 200n, handsOverHooks: false },
    worse: [{ handsOverHooks: true }],
    fine: [{ inPlace: 201n }],
  },
  'change-exposure': {
    shown: { before: 150n, after: 120n, locked: 0n, inPlace: 200n },
    worse: [{ before: 151n }, { before: 149n }],
    fine: [{ locked: 1n }],
  },
  'take-out': {
    shown: { value: 80n, staysInPlace: 120n, locked: 0n },
    worse: [{ value: 79n }],
    fine: [{ value: 81n }, { locked: 1n }],
  },
  unenrol: {
    shown: { inPlace: 200n, enrolled: true },
    worse: [{ inPlace: 199n }, { enrolled: false }],
    fine: [{ inPlace: 201n }],
  },
  'revoke-operator': {
    shown: { forAllStands: false },
    worse: [{ forAllStands: true }],
    fine: [{}],
  },
  'revoke-allowance': { shown: { allowance: 50n }, worse: [{ allowance: 49n }], fine: [{ allowance: 51n }] },
  'send-amp': {
    shown: { recipient: 'person', spendableAfter: 5n },
    worse: [{ recipient: 'contract' }, { recipient: 'aware-contract' }, { recipient: 'manager' }],
    fine: [{ spendableAfter: 4n }],
  },
  'withdraw-deferred': { shown: { amount: 99n }, worse: [{ amount: 98n }], fine: [{ amount: 100n }] },
};

/** In one place, since a kind and its previews lose each other when a table is walked. */
const look = <Kind extends ActionKind>(kind: Kind, change: Partial<PreviewOf<Kind>>): boolean =>
  actions[kind].isWorse(table[kind].shown, Object.assign({}, table[kind].shown, change));

describe.each(Object.keys(table) as ActionKind[])('what changed before the press: %s', (kind) => {
  it('is shown again when it is worse', () => {
    for (const change of table[kind].worse) expect([change, look(kind, change)]).toEqual([change, true]);
  });

  it('is not when it is the same, or better', () => {
    expect(look(kind, {})).toBe(false);
    for (const change of table[kind].fine) expect([change, look(kind, change)]).toEqual([change, false]);
  });
});
