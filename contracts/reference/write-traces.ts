import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunOptions, randomRun } from './random-run';
import type { Tally } from './recorder';
import { encodeTrace, LAYOUT } from './trace';

export const TRACES = 'cache/reference'; // known to the contract that replays them

/** Writes the traces of runs 1 to `runs` where the replayers look for them; nothing else stays there. */
export async function writeTraces(
  runs: number,
  options: RunOptions,
): Promise<{ steps: number; tally: Tally }> {
  await removeTraces();
  await mkdir(TRACES, { recursive: true });
  await writeFile(join(TRACES, 'layout.json'), JSON.stringify(LAYOUT));
  const tally: Tally = new Map();
  let steps = 0;
  for (let number = 1; number <= runs; number++) {
    const played = play(number, options, tally);
    await writeFile(join(TRACES, `${number}.bin`), played.trace);
    steps += played.steps;
  }
  return { steps, tally };
}

/** A mutant may break down on a run: it divides by zero, or owes what it has not. The right model then plays that run. */
function play(number: number, options: RunOptions, tally: Tally): { steps: number; trace: Buffer } {
  const { createModel, ...right } = options;
  try {
    const run = randomRun(number, options, tally);
    return { steps: run.steps.length, trace: encodeTrace(run) };
  } catch (error) {
    if (createModel && error instanceof RangeError) return play(number, right, tally);
    throw error;
  }
}

/** They are large, and made anew in seconds. */
export async function removeTraces(): Promise<void> {
  await rm(TRACES, { recursive: true, force: true });
}
