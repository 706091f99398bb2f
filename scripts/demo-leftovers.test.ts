import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startChild } from '@/devnet/child';
import { dataPaths } from '@/devnet/paths';
import { endLeftovers, noteChildren } from './demo-leftovers';

const paths = dataPaths(mkdtempSync(join(tmpdir(), 'demo-leftovers-')));
afterAll(() => rmSync(paths.data, { recursive: true }));

it.runIf(process.platform === 'linux')(
  'ends what a killed demo left, and nobody who has its number by now',
  async () => {
    const start = (name: string) =>
      startChild(name, process.execPath, ['-e', `setInterval(() => {}, 1000) // ${name}`], { cwd: '/' });
    const [left, stranger] = [await start('left-behind'), await start('stranger')];
    noteChildren(paths, [
      { child: left, mark: 'left-behind' },
      { child: stranger, mark: 'left-behind' },
    ]);
    const said: string[] = [];
    await endLeftovers(paths, (line) => said.push(line));
    expect(left.running()).toBe(false);
    expect(stranger.running()).toBe(true);
    expect(said).toHaveLength(1);
    await endLeftovers(paths, (line) => said.push(line));
    expect(said).toHaveLength(1);
    await stranger.stop();
  },
);
