import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** Lighthouse from `bench/lighthouse`, a package of its own that nothing but its benchmark installs. */
const home = join(import.meta.dirname, '..', 'lighthouse');
const program = join(home, 'node_modules', 'lighthouse', 'cli', 'index.js');

export type PageFigures = {
  /** points of 100 */
  performance: number;
  accessibility: number;
  /** cumulative layout shift */
  shift: number;
  largestPaintMs: number;
  blockedMs: number;
  /** Lighthouse's `benchmarkIndex` of the machine at that moment: more is quicker */
  machine: number;
  /** of all scripts that came while the page was watched, as they were sent */
  scriptBytes: number;
  /** what moved, and by how much */
  shifts: { selector: string; score: number }[];
  /** of accessibility, in words */
  findings: string[];
};

/** What is in its lock file, once. Throws with npm's words when that fails. */
export function installLighthouse(): void {
  if (existsSync(program)) return;
  console.log('installing Lighthouse in bench/lighthouse, once');
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: home,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Lighthouse cannot be installed.\n${stderr}`);
}

const score = z.number().nullable();
const audit = z.object({
  id: z.string(),
  title: z.string(),
  score,
  numericValue: z.number().optional(),
  details: z.object({ items: z.unknown().optional() }).optional(),
});
const report = z.object({
  environment: z.object({ benchmarkIndex: z.number() }),
  runtimeError: z.object({ message: z.string() }).optional(),
  categories: z.object({
    performance: z.object({ score }),
    accessibility: z.object({ score, auditRefs: z.array(z.object({ id: z.string() })) }),
  }),
  audits: z.record(z.string(), audit),
});
const request = z.object({ resourceType: z.string().optional(), transferSize: z.number() });
const shiftItem = z.object({ node: z.object({ selector: z.string() }).optional(), score: z.number() });

/**
 * Lighthouse's own word for a recording of the browser's that lacks its beginning: nothing that a page could do. It
 * happens more often where pages have a processor to themselves.
 */
const NOT_RECORDED = 'NO_NAVSTART';
const TRIES = 6;

/** What Lighthouse says of one visit. One that it failed to record is made again. */
async function visit(url: string, switches: readonly string[], triesLeft = TRIES): Promise<string> {
  try {
    return await runLighthouse(url, switches);
  } catch (error) {
    if (triesLeft <= 1 || !(error instanceof Error) || !error.message.includes(NOT_RECORDED)) throw error;
    console.log(`${url}: the visit was not recorded (${NOT_RECORDED}), and is made again`);
    return visit(url, switches, triesLeft - 1);
  }
}

async function runLighthouse(url: string, switches: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      program,
      url,
      '--quiet',
      '--output=json',
      '--only-categories=performance,accessibility',
      `--chrome-flags=${['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', ...switches].join(' ')}`,
    ],
    {
      env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
      maxBuffer: 64 * 2 ** 20,
    },
  );
  return stdout;
}

/**
 * One visit as on a middling phone. Throws when Lighthouse could not load the page, and when it gives no figure.
 * @param switches of the browser
 */
export async function measurePage(url: string, switches: readonly string[]): Promise<PageFigures> {
  const { runtimeError, environment, categories, audits } = report.parse(
    JSON.parse(await visit(url, switches)),
  );
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
  const figure = (id: string): number => {
    const value = audits[id]?.numericValue;
    if (value === undefined) throw new Error(`${url}: Lighthouse does not say ${id}`);
    return value;
  };
  const points = (name: 'performance' | 'accessibility'): number => {
    const value = categories[name].score;
    if (value === null) throw new Error(`${url}: Lighthouse gives no points for ${name}`);
    return value * 100;
  };
  const items = (id: string): unknown[] => {
    const list = audits[id]?.details?.items;
    return Array.isArray(list) ? list : [];
  };
  return {
    performance: points('performance'),
    accessibility: points('accessibility'),
    shift: figure('cumulative-layout-shift'),
    largestPaintMs: figure('largest-contentful-paint'),
    blockedMs: figure('total-blocking-time'),
    machine: environment.benchmarkIndex,
    scriptBytes: items('network-requests')
      .map((item) => request.parse(item))
      .filter(({ resourceType }) => resourceType === 'Script')
      .reduce((sum, { transferSize }) => sum + transferSize, 0),
    shifts: items('layout-shifts')
      .map((item) => shiftItem.safeParse(item))
      .flatMap(({ data }) =>
        data ? [{ selector: data.node?.selector ?? 'unknown', score: data.score }] : [],
      ),
    findings: categories.accessibility.auditRefs.flatMap(({ id }) => {
      const one = audits[id];
      return one?.score === 0 ? [`${id}: ${one.title}`] : [];
    }),
  };
}
