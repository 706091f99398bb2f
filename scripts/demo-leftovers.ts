import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Child } from '@/devnet/child';
import { writeWhole } from '@/devnet/deployment-file';
import type { DataPaths } from '@/devnet/paths';

/**
 * A demo that is killed outright cannot stop its children. They are noted in a file, with the words that show that a
 * process id still means the same program, so that the next demo can end them before it starts its own.
 */
const noted = z.array(z.object({ pid: z.number().int().positive(), mark: z.string().min(1) }));
type Noted = z.infer<typeof noted>[number];

const noteFile = ({ data }: DataPaths): string => join(data, 'demo.pids');
const GRACE_MS = 8_000;

export function noteChildren(paths: DataPaths, children: readonly { child: Child; mark: string }[]): void {
  writeWhole(noteFile(paths), JSON.stringify(children.map(({ child: { pid }, mark }) => ({ pid, mark }))));
}

export const forgetChildren = (paths: DataPaths): void => rmSync(noteFile(paths), { force: true });

/** Ends what a killed demo left running. Only on systems that show a process's command line in /proc. */
export async function endLeftovers(paths: DataPaths, say: (line: string) => void): Promise<void> {
  for (const leftover of readNoted(paths).filter(isSame)) {
    say(`a demo that was killed left process ${leftover.pid}: ending it`);
    process.kill(leftover.pid, 'SIGTERM');
    for (let waited = 0; isSame(leftover) && waited < GRACE_MS; waited += 100) await sleep(100);
    if (isSame(leftover)) process.kill(leftover.pid, 'SIGKILL');
  }
  forgetChildren(paths);
}

function readNoted(paths: DataPaths): Noted[] {
  try {
    return noted.parse(JSON.parse(readFileSync(noteFile(paths), 'utf8')));
  } catch {
    return [];
  }
}

function isSame({ pid, mark }: Noted): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(mark);
  } catch {
    return false;
  }
}
