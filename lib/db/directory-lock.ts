import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * One process at a time on a directory. PGlite does not see to that itself, and two would ruin the files.
 *
 * Beside the directory lies `<directory>.lock/`, with files named by ascending numbers. The highest one says who
 * holds the directory; a process takes it by creating the next number, which only one can do. It may do so when
 * the holder is gone: released, or killed at whatever moment. Numbers are never reused, so two that find the same
 * dead holder cannot both succeed it. A process is known by its id and by the time it started, because ids recur.
 */
export class DirectoryInUseError extends Error {
  constructor(
    readonly directory: string,
    readonly pid: number,
  ) {
    const who = pid === process.pid ? 'this process' : `process ${pid}`;
    super(
      `The database directory ${directory} is in use by ${who}. ` +
        'Stop that process first, or set DATA_DIR to another directory.',
    );
    this.name = 'DirectoryInUseError';
  }
}

type Holder = { pid: number; started: string };

/** Throws {@link DirectoryInUseError}. Returns what gives the directory back; calling that twice does no harm. */
export function lockDirectory(directory: string): () => void {
  const target = resolve(directory);
  const folder = `${target}.lock`;
  mkdirSync(folder, { recursive: true });
  const me: Holder = { pid: process.pid, started: startOf(process.pid) ?? '' };
  for (;;) {
    const last = highest(folder);
    const holder = last === 0 ? null : readHolder(join(folder, String(last)));
    if (holder && isRunning(holder)) throw new DirectoryInUseError(target, holder.pid);
    const mine = join(folder, String(last + 1));
    if (!createWhole(mine, JSON.stringify(me))) continue;
    if (highest(folder) !== last + 1) {
      // We were slow: others have come and gone since we looked.
      rmSync(mine, { force: true });
      continue;
    }
    for (const n of numbers(folder)) if (n <= last) rmSync(join(folder, String(n)), { force: true });
    // An emptied file keeps its number, so that numbers go on rising.
    return () => {
      if (readHolder(mine)?.pid === me.pid) writeFileSync(mine, '');
    };
  }
}

const numbers = (folder: string): number[] =>
  readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const highest = (folder: string): number => Math.max(0, ...numbers(folder));

/** Creates a file with all of its content at once; false when it exists. */
function createWhole(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** null when it was released or is gone. */
function readHolder(path: string): Holder | null {
  try {
    const text = readFileSync(path, 'utf8');
    if (text === '') return null;
    const { pid, started } = JSON.parse(text);
    return { pid: Number(pid), started: String(started) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const isRunning = ({ pid, started }: Holder): boolean => {
  const now = startOf(pid);
  return now !== null && now === started;
};

/** When a process started, in words of its system that never repeat for one id; null if there is no such process. */
function startOf(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      // The name in brackets may hold spaces; field 22, ticks since boot, is the 20th after it.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return `${boot} ${fields[19]}`;
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return null;
      throw error;
    }
  }
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio }).trim();
  } catch {
    return null; // ps ends with an error when there is no such process
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
