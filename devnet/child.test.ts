import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startChild } from './child';

const node = (script: string) => startChild('test', process.execPath, ['-e', script], { cwd: '/' });
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('keeps what a child said last, and its exit code', async () => {
  const child = await node('console.log("first"); console.error("last words"); process.exit(3)');
  expect(await child.exited).toEqual({ code: 3, signal: null });
  expect(child.lastLines()).toContain('last words');
  expect(child.running()).toBe(false);
});

it('insists when a child does not want to end', async () => {
  const child = await node('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)');
  while (!child.lastLines().includes('up')) await sleep(20);
  await child.stop(200);
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

it('ends what a child has started as well', async () => {
  const child = await node(
    'const c = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]); console.log(c.pid); setInterval(() => {}, 1000)',
  );
  while (!child.lastLines()) await sleep(20);
  const grandchild = Number(child.lastLines());
  expect(isAlive(grandchild)).toBe(true);
  await child.stop();
  for (let waited = 0; isAlive(grandchild) && waited < 2_000; waited += 20) await sleep(20);
  expect(isAlive(grandchild)).toBe(false);
});

it('says so when there is no such program', async () => {
  await expect(startChild('none', '/no/such/program', [], { cwd: '/' })).rejects.toThrow('ENOENT');
});
