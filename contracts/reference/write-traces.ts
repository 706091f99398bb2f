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
    const trace = randomRun(number, options, tally);
    await writeFile(join(TRACES, `${number}.bin`), encodeTrace(trace));
    steps += trace.steps.length;
  }
  return { steps, tally };
}

/** They are large, and made anew in seconds. */
export async function removeTraces(): Promise<void> {
  await rm(TRACES, { recursive: true, force: true });
}
