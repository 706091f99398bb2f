import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'compile-hints.mjs');
const HINT = '//# allFunctionsCalledOnLoad\n';

let build: string;
beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), 'compile-hints-'));
  mkdirSync(join(build, 'static'));
});
afterEach(() => rmSync(build, { recursive: true }));

const run = () => spawnSync(process.execPath, [SCRIPT, build], { encoding: 'utf8' });

test('what every page begins with is to be compiled at once, and nothing else', () => {
  writeFileSync(join(build, 'build-manifest.json'), JSON.stringify({ rootMainFiles: ['static/main.js'] }));
  writeFileSync(join(build, 'static', 'main.js'), 'start()');
  writeFileSync(join(build, 'static', 'page.js'), 'page()');
  for (let times = 0; times < 2; times += 1) {
    expect(run().status).toBe(0);
    expect(readFileSync(join(build, 'static', 'main.js'), 'utf8')).toBe(`${HINT}start()`);
    expect(readFileSync(join(build, 'static', 'page.js'), 'utf8')).toBe('page()');
  }
});

test('a directory without a build is an error that names it', () => {
  const { status, stderr } = run();
  expect(status).not.toBe(0);
  expect(stderr).toContain(join(build, 'build-manifest.json'));
});
