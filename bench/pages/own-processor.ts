import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Leaves all processors but the first to the pages that are measured: a visitor's phone shares none with the server, the
 * chain and whoever measures. From then on this process and all it starts have the first one.
 * @returns the browser's switches that give its pages the others; none where the system cannot do that
 */
export function leaveProcessorsToPages(): string[] {
  const last = availableParallelism() - 1;
  if (last < 1) return [];
  const { status } = spawnSync('taskset', ['-acp', '0', String(process.pid)], { stdio: 'ignore' });
  return status === 0 ? [`--renderer-cmd-prefix="taskset -c 1-${last}"`] : [];
}
