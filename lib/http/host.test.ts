import { describe, expect, it } from 'vitest';
import { createHost } from './host';
import { createLog } from './log';
import { isNotReady } from './not-ready';

function hosted() {
  const world = { missing: true, closed: [] as string[], opened: 0 };
  const lines: string[] = [];
  const host = createHost({
    open: async () => {
      if (world.missing) throw new Error('ENOENT /srv/secret/deployment.json');
      world.opened += 1;
      return `thing ${world.opened}`;
    },
    close: async (thing) => void world.closed.push(thing),
    explain: () => 'There is no deployment file yet.',
    log: createLog('info', (line) => lines.push(line)),
    retryMs: 5,
  });
  return { host, world, lines };
}
const refusal = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error);

describe('a host', () => {
  it('says what is missing, in words for visitors, and recovers by itself when it is there', async () => {
    const { host, world, lines } = hosted();
    const error = await refusal(host.get());
    expect(isNotReady(error) && error.message).toBe('There is no deployment file yet.');
    world.missing = false;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await host.get()).toBe('thing 1');
    expect(lines.filter((line) => line.includes('not ready'))).toHaveLength(1);
    await host.stop();
  });

  it('opens once for all who ask', async () => {
    const { host, world } = hosted();
    world.missing = false;
    host.start();
    expect(await Promise.all([host.get(), host.get()])).toEqual(['thing 1', 'thing 1']);
    expect(world.opened).toBe(1);
    await host.stop();
  });

  it('closes what is open once, and opens nothing afterwards', async () => {
    const { host, world } = hosted();
    world.missing = false;
    await host.get();
    await Promise.all([host.stop(), host.stop()]);
    expect(world.closed).toEqual(['thing 1']);
    host.start();
    expect(isNotReady(await refusal(host.get()))).toBe(true);
    expect(world.opened).toBe(1);
  });

  it('stops trying when it is told to', async () => {
    const { host, world } = hosted();
    await refusal(host.get());
    await host.stop();
    world.missing = false;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(world.opened).toBe(0);
  });
});
