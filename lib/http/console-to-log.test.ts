import { afterEach, describe, expect, it } from 'vitest';
import { consoleToLog } from './console-to-log';
import { createLog } from './log';
import { createRedact } from './redact';

describe('consoleToLog', () => {
  const { error, warn } = console;
  afterEach(() => Object.assign(console, { error, warn }));

  it('makes lines of what others complain about, without secrets', () => {
    const lines: string[] = [];
    consoleToLog(createLog('warn', (line) => lines.push(line), createRedact(['a-secret-key'])));
    console.error(' ⨯', new Error('cannot reach https://node.example/a-secret-key'));
    console.warn('%s is old', 'this');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', message: expect.stringContaining('cannot reach https://node.example/…') },
      { level: 'warn', message: 'this is old' },
    ]);
    expect(lines.join()).not.toContain('a-secret-key');
  });
});
