import { type FaultKind, type FaultRates, kinds, lies } from '../../testing/faults/kinds';
import type { Random } from '../../testing/random';
import type { Moment } from './process';

/** What happens to a follower, one after the other. */
export type Step =
  | { type: 'mine'; blocks: number; deeds: number }
  /** blocks replaced by empty ones, in one go */
  | { type: 'reorg'; depth: number }
  /** blocks taken away, and others mined on what is left, one by one, fewer or more */
  | { type: 'fork'; depth: number; blocks: number; deeds: number }
  | { type: 'ruin' }
  | { type: 'kill'; moment: Moment; patienceMs: number; holdMs: number }
  | { type: 'cut' }
  | { type: 'wait'; ms: number }
  /** until the follower has the newest block, or for so long */
  | { type: 'catchUp'; patienceMs: number };

export type Schedule = {
  /** the follower begins with an empty database */
  fromNothing: boolean;
  rates: FaultRates;
  /** ms that the first process holds its transactions */
  holdMs: number;
  steps: Step[];
};

export const DEEPEST = 64;
const RUIN_EVERY = 40;
const USUAL = {
  /** of all replies */
  reply: 0.06,
  /** of all answers, of which a batch has up to a hundred */
  answer: 0.04,
  /** of all answers with logs */
  logs: 0.3,
  /** of all heads */
  head: 0.25,
};
const ofReplies = new Set<FaultKind>([
  'late',
  'refused',
  'cut',
  'short',
  'hung',
  'tooMany',
  'failed',
  'html',
  'shuffled',
]);
const ofLogs = new Set<FaultKind>([...lies, 'doubledLogs']);
const ofHeads = new Set<FaultKind>(['headLost', 'headDoubled', 'headsSwapped', 'headLate', 'socketClosed']);

/** A schedule drawn at random; the same numbers give the same one. */
export function drawSchedule(random: Random): Schedule {
  const steps: Step[] = [];
  for (let left = random.between(3, 8); left > 0; left -= 1) steps.push(drawStep(random));
  // Blocks that are not undone, and are taken in while the node errs and lies: only the audit can put them right.
  for (let left = random.between(1, 4); left > 0; left -= 1) {
    steps.push({ type: 'mine', blocks: random.between(1, 2), deeds: 6 });
    steps.push({ type: 'catchUp', patienceMs: 1_000 });
  }
  return {
    fromNothing: random.next() < 0.25,
    rates: drawRates(random),
    holdMs: random.pick([0, 0, 5, 25]),
    steps,
  };
}

function drawStep(random: Random): Step {
  const draw = random.next();
  const deeds = random.between(0, 10);
  if (draw < 1 / RUIN_EVERY) return { type: 'ruin' };
  if (draw < 0.3) return { type: 'mine', blocks: random.between(1, 8), deeds };
  if (draw < 0.38) return { type: 'reorg', depth: drawDepth(random) };
  if (draw < 0.5) return { type: 'fork', depth: drawDepth(random), blocks: random.between(0, 12), deeds };
  if (draw < 0.72) {
    const moment = random.pick<Moment>(['now', 'writing', 'writing', 'committed']);
    return { type: 'kill', moment, patienceMs: random.between(20, 250), holdMs: random.pick([0, 0, 5, 25]) };
  }
  if (draw < 0.74) return { type: 'cut' };
  if (draw < 0.8) return { type: 'wait', ms: random.between(1, 120) };
  return { type: 'catchUp', patienceMs: 1_500 };
}

/** Shallow ones come often, as on a chain; the deepest now and then. */
const drawDepth = (random: Random): number =>
  random.next() < 0.6 ? random.between(1, 6) : random.between(7, DEEPEST);

/** Some kinds, each strong or weak; now and then none, now and then all. */
function drawRates(random: Random): FaultRates {
  const strength = random.pick([0, 0.5, 1, 1, 2]);
  const share = random.pick([0.3, 0.6, 1]);
  const rates: FaultRates = {};
  for (const kind of kinds) {
    const chosen = random.next() < share;
    const weight = random.next() * 2;
    if (chosen) rates[kind] = usualRate(kind) * strength * weight;
  }
  return rates;
}

function usualRate(kind: FaultKind): number {
  if (ofHeads.has(kind)) return USUAL.head;
  if (ofLogs.has(kind)) return USUAL.logs;
  return ofReplies.has(kind) ? USUAL.reply : USUAL.answer;
}
