import { type PoolParameters, REFUSALS } from './pool-terms';

/** Acts of a run, by number in the traces. Whoever replays them knows them in this order. */
export const ACTS = [
  'Look',
  'Stake',
  'RequestExit',
  'CancelExit',
  'ClaimExit',
  'Restake',
  'Lock',
  'Release',
  'Draw',
  'FundFees',
  'FundTopUps',
  'ClaimRewards',
  'Compound',
  'Roll',
  'SetTerms',
] as const;
export type Act = (typeof ACTS)[number];

const HEADER = [
  'number',
  'start',
  'epochLength',
  'utilisation',
  'cooldown',
  'maxLockDuration',
  'claimDelay',
  'rewardEpochs',
  'minStake',
  'drawWindow',
  'drawLimit',
] as const satisfies (keyof PoolParameters | 'number' | 'start')[];

/** What is done in a step, what comes of it, and all that can be seen afterwards. */
export const FIELDS = [
  // done
  'time',
  'act',
  'generation', // that it is done in, and that is looked at
  'account', // that does it; of a lock or a reward, one that is looked at
  'amount', // wei; shares of an exit; epochs of a roll; or utilisation
  'item', // exit epoch, number of a lock, or cooldown
  'expiresAt', // of a lock; or epochs that rewards take
  // come of it
  'refusal', // 0 for none, else its place in REFUSALS, from 1 on
  'first', // shares minted or given back, exit epoch, wei paid, fees
  'second', // shares taken or minted, top-ups
  // seen of the generation
  'closed',
  'assets',
  'shares',
  'pendingShares',
  'locked',
  'exitReserve',
  'unallocated',
  'rewardReserve',
  'feesLeft',
  'topUpsLeft',
  'secondsLeft',
  'capacity',
  'latestLockEnd',
  'drawnInWindow',
  // of the account in it
  'accountShares',
  'accountAssets',
  'fees',
  'topUps',
  // of the ticket or the lock
  'ticketShares',
  'ticketAssets',
  'lockRemaining',
  // of the whole pool
  'balance',
  // inside: not to be seen in the contract
  'accruals',
  'accrued',
  'topUpsPerShare',
  'topUpRemainder',
] as const;
export type Step = Record<(typeof FIELDS)[number], bigint>;

export type Trace = { number: number; start: bigint; parameters: PoolParameters; steps: Step[] };

/** As the ABI encodes `(Header, Step[])`, all words: a replayer only decodes. */
export function encodeTrace({ number, start, parameters, steps }: Trace): Buffer {
  const header = { number: BigInt(number), start, ...parameters };
  const words = [
    ...HEADER.map((name) => header[name]),
    BigInt(HEADER.length + 1) * 32n, // where the list begins
    BigInt(steps.length),
  ];
  for (const step of steps) for (const name of FIELDS) words.push(step[name]);
  return Buffer.from(words.map(toHex).join(''), 'hex');
}

function toHex(word: bigint): string {
  if (word < 0n || word >= 2n ** 256n) throw new RangeError(`${word} is no word`);
  return word.toString(16).padStart(64, '0');
}

/** For replayers that do not know the order by heart. */
export const LAYOUT = { header: HEADER, fields: FIELDS, acts: ACTS, refusals: REFUSALS };
