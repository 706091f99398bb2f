import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Dump } from '@/lib/db';
import type { FollowerState } from '@/lib/domain/api';
import type { Order, Word } from './messages';

const BUNDLE = join('node_modules', '.cache', 'ampledge', 'soak', 'follow.mjs');

/** One file instead of hundreds: a process is ready in a fifth of the time. */
export async function bundleFollower(): Promise<void> {
  await build({
    entryPoints: [join('lib', 'follower', 'soak', 'faults', 'follow.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['pg', '@electric-sql/pglite'],
    // For CommonJS in the bundle, which calls Node's own modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
}

/** When a process that follows is to be killed. */
export type Moment = 'now' | 'writing' | 'committed';

export type FollowerProcess = {
  state: () => FollowerState | null;
  dump: () => Promise<Dump>;
  /** Kills it, the hard way, at its next such moment, or after `patienceMs`; resolves when it is gone. */
  killAt: (moment: Moment, patienceMs: number) => Promise<void>;
  /** What it did that no follower may do. */
  wrong: () => readonly string[];
  running: () => boolean;
};

/** Starts processes ahead of their time, so that one is at hand when another was killed. */
export function createNursery() {
  let spare: ChildProcess | undefined;
  const raise = (): ChildProcess => {
    const child = fork(BUNDLE, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    spare = child;
    return child;
  };

  return {
    raise,
    /** A process that follows from now on. */
    take(order: Extract<Order, { type: 'follow' }>): FollowerProcess {
      const child = spare ?? raise();
      raise();
      return tend(child, order);
    },
    async close(): Promise<void> {
      if (spare) await kill(spare);
      spare = undefined;
    },
  };
}

function tend(child: ChildProcess, order: Order): FollowerProcess {
  let state: FollowerState | null = null;
  const wrong: string[] = [];
  const listeners = new Set<(word: Word) => void>();
  child.on('message', (word: Word) => {
    if (word.type === 'state') state = word.state;
    if (word.type === 'wrong') wrong.push(word.what);
    for (const listener of listeners) listener(word);
  });
  child.on('error', () => {}); // a message to a process that has just been killed
  child.send(order, () => {});

  const hear = <Type extends Word['type']>(type: Type): Promise<Extract<Word, { type: Type }>> =>
    new Promise((resolve) => {
      const listener = (word: Word) => {
        if (word.type !== type) return;
        listeners.delete(listener);
        resolve(word as Extract<Word, { type: Type }>); // its type was just compared
      };
      listeners.add(listener);
    });
  const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  return {
    state: () => state,
    wrong: () => wrong,
    running: () => child.exitCode === null && child.signalCode === null,
    async dump() {
      const answer = hear('dump');
      child.send({ type: 'dump' } satisfies Order, () => {});
      return (await answer).dump;
    },
    async killAt(moment, patienceMs) {
      if (moment !== 'now') await Promise.race([hear(moment), later(patienceMs)]);
      await kill(child);
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
