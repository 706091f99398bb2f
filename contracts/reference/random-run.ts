import { createRandom, type Random } from '../../devnet/random';
import { createAmounts } from './amounts';
import { Choices } from './choices';
import { Player } from './player';
import { PoolModel } from './pool-model';
import type { PoolParameters } from './pool-terms';
import { randomParameters } from './random-parameters';
import { Recorder, type Tally } from './recorder';
import type { Trace } from './trace';

const EARLIEST = 1_700_000_000;
const STEPS = 64; // and what follows from some, and the end

export type RunOptions = {
  seed: string;
  /** Only what an outside model knows, too: top-ups, no way back from an exit, rewards of a natural size. */
  plain: boolean;
  /** Another model than the right one: a mutant. */
  createModel?: (parameters: PoolParameters, start: bigint) => PoolModel;
};

/** One random run, from its number: terms, players, a mood, then act after act with any time in between. */
export function randomRun(number: number, options: RunOptions, tally: Tally): Trace {
  const random = createRandom(`${options.seed}/${number}`);
  const parameters = randomParameters(random);
  const start = BigInt(EARLIEST + random.int(0, 10 ** 7));
  const create = options.createModel ?? ((...args) => new PoolModel(...args));
  const model = create(parameters, start);
  const recorder = new Recorder(model, tally);
  const accounts = random.int(1, 8);
  const scale = 10n ** BigInt(random.int(6, 27));
  const choices = new Choices(model, random, createAmounts(random), accounts, scale, options.plain);
  const player = new Player(model, recorder, choices, start);
  const acts = random.pick(MOODS).filter(({ act }) => !options.plain || !NOT_PLAIN.includes(act));

  player.stake();
  while (recorder.steps.length < STEPS) {
    player.now = later(random, parameters, player.now);
    player[random.weighted(acts).act]();
  }
  if (random.chance(0.8)) player.leaveAll();
  player.now = later(random, parameters, player.now);
  player.finish();
  return { number, start, parameters, steps: recorder.steps };
}

function later(random: Random, { epochLength, rewardEpochs }: PoolParameters, now: bigint): bigint {
  const length = Number(epochLength);
  const untilEdge = length - Number(now % epochLength);
  const passing = random.weighted([
    { weight: 30, seconds: () => 0 },
    { weight: 10, seconds: () => 1 },
    { weight: 20, seconds: () => random.int(1, length) },
    { weight: 8, seconds: () => untilEdge + random.int(-1, 1) },
    { weight: 20, seconds: () => random.int(1, 3) * length },
    { weight: 8, seconds: () => random.int(1, 12 * length) },
    { weight: 3, seconds: () => Number(rewardEpochs) * length },
    { weight: 2, seconds: () => random.int(12, 60) * length },
    { weight: 0.2, seconds: () => random.int(300, 3_000) * length },
  ]);
  return now + BigInt(passing.seconds());
}

type Play = Exclude<
  { [K in keyof Player]: Player[K] extends () => void ? K : never }[keyof Player],
  'finish'
>;

/** An outside model has no word for them. */
const NOT_PLAIN: Play[] = ['cancelExit', 'regret'];

/** How often each act is played, in each kind of run. */
const MOODS: { act: Play; weight: number }[][] = (
  [
    {}, // as usual
    { ruin: 8, draw: 10, stake: 20 },
    { requestExit: 20, cancelExit: 8, claimExit: 14, restake: 6 },
    { fund: 16, claimRewards: 12, compound: 10 },
    { leaveAll: 3, stake: 24 },
    { lock: 25, release: 12, draw: 12 },
  ] satisfies Partial<Record<Play, number>>[]
).map((mood) => {
  const weights: Record<Play, number> = {
    stake: 15,
    requestExit: 9,
    cancelExit: 3,
    claimExit: 7,
    restake: 3,
    regret: 0.5,
    lock: 13,
    release: 6,
    draw: 6,
    ruin: 1.5,
    fund: 7,
    claimRewards: 5,
    compound: 4,
    look: 3,
    roll: 3,
    setTerms: 1,
    leaveAll: 0.3,
    ...mood,
  };
  return Object.entries(weights).map(([act, weight]) => ({ act: act as Play, weight })); // its own keys
});
