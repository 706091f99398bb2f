import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '@/devnet/child';
import type { DataPaths } from '@/devnet/paths';
import { hintCompiler } from './compile-hints.mjs';

/** Everything a build of the app is made from. */
const SOURCES = [
  'app',
  'components',
  'contracts-abi',
  'lib',
  'public',
  'scripts/compile-hints.mjs',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

/** The app cannot be built; the message holds what the build said last. */
export class BuildFailed extends Error {
  override name = 'BuildFailed';
}

/** Builds the app unless the build that is there was made from these very sources. */
export async function ensureBuild({ root, logs }: DataPaths, say: (line: string) => void): Promise<void> {
  const stamp = join(root, '.next', 'made-from');
  const buildId = join(root, '.next', 'BUILD_ID');
  const wanted = fingerprint(root);
  // Somebody else may have built meanwhile, from other sources: then the id is not the one that was noted.
  const noted = () => `${wanted} ${readFileSync(buildId, 'utf8')}`;
  if (existsSync(buildId) && existsSync(stamp) && readFileSync(stamp, 'utf8') === noted()) return;

  const began = Date.now();
  const logFile = join(logs, 'build.log');
  const build = await startChild('next build', process.execPath, [nextBin(root), 'build'], {
    cwd: root,
    logFile,
  });
  const { code } = await build.exited;
  if (code !== 0)
    throw new BuildFailed(`The app does not build; all of it is in ${logFile}.\n${build.lastLines()}`);
  hintCompiler(join(root, '.next'));
  writeFileSync(stamp, noted());
  say(`built the app in ${((Date.now() - began) / 1_000).toFixed(0)} s`);
}

/** Next's own program, run without npx: a wrapper would outlive us, or swallow signals. */
const nextBin = (root: string): string => join(root, 'node_modules', 'next', 'dist', 'bin', 'next');

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of filesOf(join(root, source))) hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
