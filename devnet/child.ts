import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export type ExitReason = { code: number | null; signal: NodeJS.Signals | null };

/** A process of ours, in a group of its own: Ctrl-C reaches only us, and we end what we started in our order. */
export type Child = {
  name: string;
  pid: number;
  /** settles when the process is gone, whatever the reason; never rejects */
  exited: Promise<ExitReason>;
  running(): boolean;
  /** what it said last, for the message when it dies */
  lastLines(): string;
  /** asks it to end, insists after `graceMs`; resolves when it is gone */
  stop(graceMs?: number): Promise<void>;
};

const KEPT_LINES = 20;

/** Starts a program. What it prints goes to `logFile`, where one is named. Throws when there is no such program. */
export async function startChild(
  name: string,
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; logFile?: string },
): Promise<Child> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = new Promise<ExitReason>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} has no process id`);
  const recent = keepOutput(child, options.logFile);
  const running = () => child.exitCode === null && child.signalCode === null;
  // Whatever becomes of us, short of being killed outright, nothing of ours is left running.
  const takeAlong = () => signalGroup(pid, 'SIGKILL');
  process.once('exit', takeAlong);
  child.once('exit', () => process.off('exit', takeAlong));

  return {
    name,
    pid,
    exited,
    running,
    lastLines: () => recent.join('\n'),
    async stop(graceMs = 10_000) {
      if (!running()) return;
      signalGroup(pid, 'SIGTERM');
      const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
      await exited;
      clearTimeout(insist);
    },
  };
}

function keepOutput(child: ChildProcess, logFile: string | undefined): string[] {
  const recent: string[] = [];
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  const file = logFile ? createWriteStream(logFile) : null;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      file?.write(text);
      recent.push(...text.split('\n').filter((line) => line.trim() !== ''));
      recent.splice(0, recent.length - KEPT_LINES);
    });
  }
  child.once('close', () => file?.end());
  return recent;
}

/** A negative id names the group, which the leader shares with whatever it started itself. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
