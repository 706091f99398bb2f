import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ActionKind, actions } from '@/lib/actions/registry';
import { scenarios } from './scenarios';

/** What each action is tried with in a browser, as Playwright lists it. */
const listed = z.object({
  suites: z.array(
    z.object({ file: z.string(), specs: z.array(z.unknown()), suites: z.array(z.unknown()).optional() }),
  ),
});
type Spec = { title: string; tests: { projectName: string }[] };
const spec = z.object({ title: z.string(), tests: z.array(z.object({ projectName: z.string() })) });

const kinds = Object.keys(actions).sort() as ActionKind[]; // the registry is typed by them

function testsListed(environment: Record<string, string>): Spec[] {
  const json = execFileSync(
    'node_modules/.bin/playwright',
    ['test', 'every-action.spec', '--list', '--reporter=json'],
    { encoding: 'utf8', env: { ...process.env, ...environment } },
  );
  return listed.parse(JSON.parse(json)).suites.flatMap(({ specs }) => specs.map((one) => spec.parse(one)));
}
const projectsOf = (specs: Spec[], kind: string, what: RegExp): string[] =>
  specs
    .filter(({ title }) => title.startsWith(`${kind}: `) && what.test(title))
    .flatMap(({ tests }) => tests.map(({ projectName }) => projectName))
    .sort();

describe('the tests of every action in a browser', () => {
  it('every file of lib/actions that declares an action is in the registry', () => {
    const declares = (file: string) =>
      /^export const \w+: Action</m.test(readFileSync(`lib/actions/${file}`, 'utf8'));
    const files = readdirSync('lib/actions').filter((file) => file.endsWith('.ts') && declares(file));
    expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(kinds);
  });

  it('every action of the registry has a scenario, and no other', () => {
    expect(Object.keys(scenarios).sort()).toEqual(kinds);
  });

  it('each happens by keyboard and by thumb, and is refused, hindered and overtaken', () => {
    const specs = testsListed({ E2E_ALL: '' });
    const all = testsListed({ E2E_ALL: '1' });
    for (const kind of kinds) {
      expect(projectsOf(specs, kind, /it happens/), kind).toEqual(['desktop', 'phone']);
      const faults = /refused, on another network, without ETH, overtaken/;
      expect(projectsOf(specs, kind, faults), kind).toEqual(['desktop']);
      expect(projectsOf(all, kind, faults), kind).toEqual(['desktop', 'phone']);
    }
  });
});
