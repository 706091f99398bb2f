import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FollowerState } from '@/lib/domain/api';

/** What an instance says of what it publishes, and of itself. */
export type Line =
  | { kind: 'block'; hash: string; parentHash: string }
  | { kind: 'rollback'; hash: string }
  | { kind: 'restart' }
  | ({ kind: 'state'; head: string | null } & Pick<FollowerState, 'leads' | 'status' | 'reorgs'>);
type Told = Extract<Line, { kind: 'state' }>;

export type Instance = {
  state: () => Told | null;
  /** what was published and did not follow on what came before it, in words */
  breaks: () => string[];
  /** how many blocks were published */
  blocks: () => number;
  rollbacks: () => number;
  signal: (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void;
  /** Ends it in good order, or at once when it is stopped; again does nothing. */
  stop: () => Promise<void>;
};

/** Starts an instance in a process of its own, and checks all that it publishes as a client of its stream would. */
export function startInstance(databaseUrl: string, rpcUrl: string, deploymentFile: string): Instance {
  const script = join('lib', 'follower', 'leadership', 'testing', 'share-in-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, databaseUrl, rpcUrl, deploymentFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const breaks: string[] = [];
  /** the blocks that a client stands on, oldest first */
  let path: string[] = [];
  let blocks = 0;
  let rollbacks = 0;
  let state: Told | null = null;

  const take = (line: Line) => {
    switch (line.kind) {
      case 'state':
        state = line;
        return;
      case 'restart':
        path = [];
        return;
      case 'block':
        blocks += 1;
        if (path.length > 0 && path.at(-1) !== line.parentHash) breaks.push(`${line.hash} does not follow`);
        if (path.includes(line.hash)) breaks.push(`${line.hash} came twice`);
        path.push(line.hash);
        return;
      case 'rollback': {
        rollbacks += 1;
        const at = path.indexOf(line.hash);
        // It may be older than the first block that was published.
        path = at === -1 ? [line.hash] : path.slice(0, at + 1);
      }
    }
  };
  // Its lines are our own program's.
  createInterface({ input: child.stdout }).on('line', (line) => take(JSON.parse(line) as Line));

  return {
    state: () => state,
    breaks: () => breaks,
    blocks: () => blocks,
    rollbacks: () => rollbacks,
    signal: (signal) => void child.kill(signal),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exit;
      clearTimeout(insist);
    },
  };
}
