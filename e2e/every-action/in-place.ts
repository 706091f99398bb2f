import type { Page } from '@playwright/test';
import { parseEther } from 'viem';
import { act } from '../support/act';
import type { Person } from '../support/person';
import type { Scenario } from './scenario';

/** Collateral that stays in the wallet. */
const form = (page: Page) =>
  page.getByRole('region', { name: /^(Set AMP aside|Let payments|Take AMP out|Leave)/ });
const path = () => '/wallet';
const amp = parseEther('500');
const ASIDE = parseEther('200');
const LIMIT = parseEther('150');

const fund = (person: Person, value = ASIDE) =>
  act(person, 'fund-in-place', { pool: person.chain.inPlacePool, value });
const join = (person: Person) => act(person, 'enrol', { pool: person.chain.inPlacePool, maxExposure: LIMIT });
const holder = ({ chain, address }: Person) => chain.holder(address);
const fundAndJoin = async (person: Person) => {
  await fund(person);
  await join(person);
};
const leave = async (person: Person): Promise<undefined> => {
  await act(person, 'unenrol', { pool: person.chain.inPlacePool });
};

export const fundInPlace: Scenario = {
  amp,
  path,
  fill: async (page, hands) => {
    await hands.tab('Set aside');
    await hands.type(page.getByLabel('Amount to set aside'), '200');
  },
  form,
  typed: (page) => [[page.getByLabel('Amount to set aside'), '200']],
  done: async (person) => (await holder(person)).balance === ASIDE,
  meanwhile: async (person) => {
    await act(person, 'stake', { pool: person.chain.poolId('HARBOR'), value: parseEther('400') });
    return undefined;
  },
  says: /There is not enough AMP to spend/,
};

export const enrol: Scenario = {
  amp,
  prepare: fund,
  path,
  fill: async (page, hands) => {
    await hands.tab('Enrol');
    await hands.type(page.getByLabel('Limit', { exact: true }), '150');
  },
  form,
  typed: (page) => [[page.getByLabel('Limit', { exact: true }), '150']],
  transactions: 2,
  done: async (person) => {
    const { enrolled, maxExposure } = await holder(person);
    return enrolled && maxExposure === LIMIT;
  },
  // Between the two steps.
  meanwhile: async ({ chain }) => {
    await chain.pauseInPlace(true);
    return () => chain.pauseInPlace(false);
  },
  says: /The guardian has paused new collateral/,
};

export const changeExposure: Scenario = {
  amp,
  prepare: fundAndJoin,
  path,
  fill: async (page, hands) => {
    await hands.tab('Limit');
    await hands.type(page.getByLabel('Limit for WALLETS'), '120');
  },
  form,
  typed: (page) => [[page.getByLabel('Limit for WALLETS'), '120']],
  done: async (person) => (await holder(person)).maxExposure === parseEther('120'),
  meanwhile: leave,
  says: /has not handed over its hooks/,
};

export const takeOut: Scenario = {
  amp,
  prepare: fundAndJoin,
  path,
  fill: async (page, hands) => {
    await hands.tab('Take out');
    await hands.type(page.getByLabel('Amount to take out'), '80');
  },
  form,
  typed: (page) => [[page.getByLabel('Amount to take out'), '80']],
  done: async ({ chain, address }) => (await chain.spendable(address)) === amp - ASIDE + parseEther('80'),
  meanwhile: async (person) => {
    const taken = { kind: 'part', wei: parseEther('150') } as const;
    await act(person, 'take-out', { pool: person.chain.inPlacePool, amount: taken });
    return undefined;
  },
  says: /There is not enough AMP to spend/,
};

export const unenrol: Scenario = {
  amp,
  prepare: fundAndJoin,
  path,
  fill: (_page, hands) => hands.tab('Leave'),
  form,
  done: async (person) => !(await holder(person)).enrolled,
  meanwhile: leave,
  says: /This wallet backs no payments of the pool/,
};
