import { join } from 'node:path';
import { backfilled, installPonder, startPonder } from './backfill/ponder';
import type { Sightings } from './fresh/sightings';
import { type FreshStage, startApp, startFreshStage } from './fresh/stage';
import { watchDeltas } from './fresh/watch-deltas';
import { watchHeads } from './fresh/watch-heads';
import { watchPixels } from './fresh/watch-pixels';
import { watchRows } from './fresh/watch-rows';
import { printPercentiles } from './percentiles';
import { judge } from './verdict';

/**
 * How soon a block is where people and programs look for it: counted from when a WebSocket client of the node hears
 * of it, to its rows being readable in PostgreSQL, to its message at a client of the live stream, to the screen of a
 * browser. Blocks hold about a hundred events and are mined at irregular times, each after the last has arrived. The
 * browser runs apart from the others, since it takes a processor of its own.
 *
 *     npm run build && npm run bench:fresh                 300 blocks
 *     npm run build && npm run bench:fresh -- 50           fewer
 *     npm run bench:fresh -- 300 ponder                    and Ponder's rows on the same machine, for comparison
 */
const BLOCKS = Number(process.argv[2] ?? 300);
const FIRST_IGNORED = 10; // what runs for the first time is compiled
const GOALS = { row: 20, delta: 50, pixel: 150 };

const stage = await startFreshStage();
const { heads, close: closeHeads } = await watchHeads(stage.rpcUrl);
try {
  const ours = await measureOurs(stage);
  if (process.argv[3] === 'ponder') {
    const figure = ours / (await measurePonder(stage));
    judge({ what: 'our row to Ponder’s, p95', figure, goal: 1, better: 'less', unit: 'times' });
  }
} finally {
  closeHeads();
  await stage.stop();
}

/** @returns how long the row took, p95, ms */
async function measureOurs(stage: FreshStage): Promise<number> {
  const { baseUrl, app } = await startApp(stage);
  try {
    const { rows, counts, close: closeRows } = await watchRows(stage.databaseUrl, 'transfers');
    const { deltas, close: closeDeltas } = await watchDeltas(baseUrl);
    const [toRow, toDelta] = await collect(stage, counts, [rows, deltas]);
    closeDeltas();
    await closeRows();
    const row = report('head to row, readable in PostgreSQL', toRow);
    const delta = report('head to delta, at a client of the live stream', toDelta);

    const pixels = await watchPixels(`${baseUrl}/locks`);
    const toPixel: number[] = [];
    for (let n = -FIRST_IGNORED; n < BLOCKS; n += 1) {
      const { number, payments } = await stage.nextBlock();
      const seen = await Promise.all(payments.map((payment) => pixels.of(payment)));
      if (n >= 0) toPixel.push(Math.max(...seen) - (await heads.of(number)));
    }
    await pixels.close();
    const pixel = report('head to pixel, in Chromium on /locks', toPixel);

    const common = { better: 'less', unit: 'ms' } as const;
    judge({ what: 'head to row in PostgreSQL, p95', figure: row, goal: GOALS.row, ...common });
    judge({ what: 'head to delta at an SSE client, p95', figure: delta, goal: GOALS.delta, ...common });
    judge({ what: 'head to pixel in Chromium, p95', figure: pixel, goal: GOALS.pixel, ...common });
    return row;
  } finally {
    await app.stop();
  }
}

/** Ponder hears of heads by WebSocket, too. @returns how long its row took, p95, ms */
async function measurePonder(stage: FreshStage): Promise<number> {
  installPonder();
  const logFile = join(stage.directory, 'ponder.log');
  const env = { WS_URL: stage.rpcUrl.replace(/^http/, 'ws') };
  const ponder = await startPonder({ ...stage, logFile }, [stage.rpcUrl], env);
  try {
    await backfilled(ponder, logFile);
    const { rows, counts, close } = await watchRows(stage.databaseUrl, 'bench.transfers');
    const [toRow] = await collect(stage, counts, [rows]);
    await close();
    return report('head to row, readable in PostgreSQL, by Ponder', toRow);
  } finally {
    await ponder.stop();
  }
}

/** For each place, how long blocks took from their head to there; all must arrive with all their transfers. */
async function collect(
  { nextBlock }: FreshStage,
  counts: ReadonlyMap<number, number>,
  places: readonly Sightings[],
): Promise<number[][]> {
  const took: number[][] = places.map(() => []);
  for (let n = -FIRST_IGNORED; n < BLOCKS; n += 1) {
    const { number, transfers } = await nextBlock();
    const head = await heads.of(number);
    const seen = await Promise.all(places.map((place) => place.of(number)));
    if (counts.get(number) !== transfers) {
      throw new Error(`block ${number} has ${counts.get(number)} rows, not ${transfers}`);
    }
    if (n < 0) continue;
    for (const [index, at] of seen.entries()) took[index]?.push(at - head);
  }
  return took;
}

/** Tenths of a millisecond: finer than that is noise. */
function report(name: string, figures: number[] = []): number {
  return printPercentiles(
    name,
    figures.map((ms) => Math.round(ms * 10) / 10),
  );
}
