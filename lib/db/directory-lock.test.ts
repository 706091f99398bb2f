import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryInUseError, lockDirectory } from './directory-lock';
import { openDatabase } from './open';

const children: ChildProcess[] = [];
let directory: string;

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'ampledge-lock-')), 'db');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

/** Starts a script in a process of its own; `said` is the first line it prints. */
function start(script: string, ...args: string[]) {
  const path = join('lib', 'db', 'testing', script);
  const child = spawn(process.execPath, ['--import', 'tsx', path, directory, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = once(child.stdout, 'data').then(([line]) => String(line).trim());
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

describe('a database directory', () => {
  test('is refused to a second process, by its name and the id of the first; kill -9 frees it', async () => {
    const first = start('hold-directory.ts');
    expect(await first.said).toBe('open');
    await expect(openDatabase({ dataDir: directory })).rejects.toThrow(
      `${directory} is in use by process ${first.child.pid}`,
    );
    await kill(first.child);
    const database = await openDatabase({ dataDir: directory });
    await database.close();
  }, 120_000);

  test('is refused to the process that has it already', () => {
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(DirectoryInUseError);
    expect(() => lockDirectory(directory)).toThrow('in use by this process');
    unlock();
    unlock();
    lockDirectory(directory)();
  });

  test('goes to exactly one of many that find its holder dead at the same moment', async () => {
    const dead = start('lock-directory.ts');
    expect(await dead.said).toBe('locked');
    await kill(dead.child);
    const startAt = String(Date.now() + 2_500);
    const rivals = Array.from({ length: 6 }, () => start('lock-directory.ts', startAt));
    const answers = await Promise.all(rivals.map(({ said }) => said));
    const winner = rivals[answers.indexOf('locked')];
    expect(answers.filter((answer) => answer === 'locked')).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes(`process ${winner?.child.pid}`))).toHaveLength(5);
    expect(readdirSync(`${directory}.lock`)).toEqual(['2']);
  });

  test('is free when its holder’s id now belongs to another process', () => {
    const unlock = lockDirectory(directory);
    unlock();
    // Our own id, but a process that started at another time.
    const stale = JSON.stringify({ pid: process.pid, started: 'another boot 1' });
    writeFileSync(join(`${directory}.lock`, '1'), stale);
    lockDirectory(directory)();
  });

  test('a holder that was slow cannot take over from one that came later', () => {
    const folder = `${directory}.lock`;
    lockDirectory(directory)();
    writeFileSync(join(folder, '7'), '');
    const unlock = lockDirectory(directory);
    expect(readdirSync(folder)).toEqual(['8']);
    unlock();
  });
});
