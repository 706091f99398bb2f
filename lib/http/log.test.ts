import { createPublicClient, http } from 'viem';
import { describe, expect, it } from 'vitest';
import { createLog } from './log';

const logged = (level: Parameters<typeof createLog>[0]) => {
  const lines: string[] = [];
  return { log: createLog(level, (line) => lines.push(line)), lines };
};

describe('createLog', () => {
  it('writes one JSON object a line, with bigints and errors made plain', () => {
    const { log, lines } = logged('info');
    log.info('done', { wei: 12n, error: new RangeError('too far') });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      message: 'done',
      wei: '12',
      error: { name: 'RangeError', message: 'too far' },
    });
    expect(lines[0]).not.toContain('thrown');
  });

  it("keeps a node's address to itself, which may hold a key", async () => {
    const { log, lines } = logged('debug');
    const client = createPublicClient({ transport: http('http://127.0.0.1:9/my-key', { retryCount: 0 }) });
    const error = await client.getBlockNumber().catch((error: unknown) => error);
    log.error('the node is gone', { error });
    expect(lines[0]).toContain('HTTP request failed');
    expect(lines[0]).toContain('"thrown":["at ');
    expect(lines[0]).not.toContain('my-key');
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logged('warn');
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['c', 'd']);
    const silent = logged('silent');
    silent.log.error('e');
    expect(silent.lines).toEqual([]);
  });
});
