import type { Page } from '@playwright/test';
import { parseEther } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { act } from '../support/act';
import { EPOCH_LENGTH } from '../support/chain';
import { withDeployment } from '../support/fixtures';
import type { Person } from '../support/person';
import type { Scenario } from './scenario';

/** Into a pool, out of it, and what a stake earns. CALM never loses anything: what is staked there stays a round sum. */
const STAKED = parseEther('300');
const form = (page: Page) => page.getByRole('region', { name: /^(Stake in|Leave) / });
const position = (page: Page) => page.getByRole('region', { name: /^Your stake in/ });
const rewards = (page: Page) => position(page).getByRole('region', { name: 'Rewards' });
const tag = 'CALM';
const path = () => `/stake?pool=${tag}`;

const stakeSome = (person: Person) => act(person, 'stake', { pool: person.chain.poolId(tag), value: STAKED });
const worth = async ({ chain, address }: Person) => (await chain.account(tag, address)).assets;

/** An exit of everything, and the epoch it leaves in. */
async function leave(person: Person): Promise<number> {
  await stakeSome(person);
  await act(person, 'request-exit', { pool: person.chain.poolId(tag), amount: { kind: 'all' } });
  return exitEpochOf(person);
}
async function exitEpochOf({ chain, address }: Person): Promise<number> {
  const { collateralPool } = await withDeployment();
  const asked = await chain.reader.getContractEvents({
    abi: collateralPoolAbi,
    address: collateralPool,
    eventName: 'ExitRequested',
    args: { account: address },
    fromBlock: 0n,
    strict: true,
  });
  const last = asked.at(-1);
  if (!last) throw new Error('no exit was asked for');
  return Number(last.args.exitEpoch);
}
async function leaveAndWait(person: Person): Promise<void> {
  const epoch = await leave(person);
  await person.chain.warp(Math.max(1, epoch * EPOCH_LENGTH - (await person.chain.now()) + 1));
}
const claim = async (person: Person): Promise<undefined> => {
  await act(person, 'claim-exit', {
    pool: person.chain.poolId(tag),
    exitEpochs: [await exitEpochOf(person)],
  });
};

export const stake: Scenario = {
  amp: parseEther('500'),
  path,
  fill: (page, hands) => hands.type(page.getByLabel('Amount to stake'), '300'),
  form,
  typed: (page) => [[page.getByLabel('Amount to stake'), '300']],
  done: async (person) => (await worth(person)) === STAKED,
  meanwhile: async (person) => {
    await act(person, 'stake', { pool: person.chain.poolId('HARBOR'), value: parseEther('450') });
    return undefined;
  },
  says: /There is not enough AMP to spend/,
};

export const requestExit: Scenario = {
  amp: parseEther('500'),
  prepare: stakeSome,
  path,
  fill: async (page, hands) => {
    await hands.tab('Leave');
    await hands.type(page.getByLabel('Amount to take out'), '200');
  },
  form,
  typed: (page) => [[page.getByLabel('Amount to take out'), '200']],
  done: async (person) => (await worth(person)) === STAKED - parseEther('200'),
  meanwhile: async (person) => {
    await act(person, 'request-exit', {
      pool: person.chain.poolId(tag),
      amount: { kind: 'part', wei: parseEther('250') },
    });
    return undefined;
  },
  says: /That is more than you have in this pool/,
};

export const cancelExit: Scenario = {
  amp: parseEther('500'),
  prepare: async (person) => {
    await leave(person);
  },
  path,
  fill: (page, hands) => hands.press(position(page).getByRole('button', { name: 'Cancel exit' })),
  form: (page) => position(page).getByRole('listitem'),
  done: async (person) => (await worth(person)) === STAKED,
  meanwhile: async (person) => {
    await act(person, 'cancel-exit', {
      pool: person.chain.poolId(tag),
      exitEpoch: await exitEpochOf(person),
    });
    return undefined;
  },
  says: /There is no such exit/,
};

export const claimExit: Scenario = {
  amp: parseEther('500'),
  prepare: leaveAndWait,
  path,
  fill: (page, hands) => hands.press(position(page).getByRole('button', { name: 'Claim', exact: true })),
  form: (page) => position(page).getByRole('listitem'),
  done: async ({ chain, address }) => (await chain.spendable(address)) === parseEther('500'),
  meanwhile: claim,
  says: /There is no such exit/,
};

export const switchPool: Scenario = {
  amp: parseEther('500'),
  prepare: leaveAndWait,
  path,
  fill: async (page, hands) => {
    await hands.press(position(page).getByRole('button', { name: 'Move to a pool' }));
    await hands.choose(page.getByLabel('Pool to move to'), 'HARBOR');
  },
  form: (page) => position(page).getByRole('listitem'),
  typed: (page) => [[page.getByLabel('Pool to move to'), 'HARBOR']],
  done: async ({ chain, address }) => (await chain.account('HARBOR', address)).assets > 0n,
  meanwhile: claim,
  says: /There is no such exit/,
};

/** A stake that is most of its pool, and rewards that have all flowed. */
async function earn(person: Person): Promise<void> {
  const { chain } = person;
  await act(person, 'stake', { pool: chain.poolId(tag), value: parseEther('100000') });
  await chain.reward(tag, 'Fee', parseEther('90'));
  await chain.reward(tag, 'TopUp', parseEther('30'));
  await chain.warp(EPOCH_LENGTH * 11);
}
const owed = async ({ chain, address }: Person) => {
  const { fees, topUps } = await chain.account(tag, address);
  return fees + topUps;
};

/** What the pool has paid out to an account, by its log. */
async function earned({ chain, address }: Person): Promise<bigint> {
  const { collateralPool } = await withDeployment();
  const events = await chain.reader.getContractEvents({
    abi: collateralPoolAbi,
    address: collateralPool,
    eventName: 'RewardClaimed',
    args: { account: address },
    fromBlock: 0n,
    strict: true,
  });
  return events.reduce((sum, { args }) => sum + args.fees + args.topUps, 0n);
}

export const claimRewards: Scenario = {
  amp: parseEther('100000'),
  prepare: earn,
  path,
  fill: (page, hands) => hands.press(rewards(page).getByRole('button', { name: 'Claim rewards' })),
  form: rewards,
  // All of it has flowed, so what was owed is what comes, to the wei.
  done: async (person) =>
    (await owed(person)) === 0n && (await person.chain.spendable(person.address)) === (await earned(person)),
  meanwhile: async (person) => {
    await act(person, 'claim-rewards', { pools: [person.chain.poolId(tag)] });
    return undefined;
  },
  says: /There are no rewards to claim/,
};

export const compound: Scenario = {
  amp: parseEther('100000'),
  prepare: earn,
  path,
  fill: (page, hands) => hands.press(rewards(page).getByRole('button', { name: `Stake them in ${tag}` })),
  form: rewards,
  done: async (person) => (await owed(person)) === 0n && (await worth(person)) > parseEther('100000'),
  meanwhile: async (person) => {
    await act(person, 'compound', { pool: person.chain.poolId(tag) });
    return undefined;
  },
  says: /There are no rewards to claim/,
};
