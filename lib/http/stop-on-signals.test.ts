import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './log';
import { stopOnSignals } from './stop-on-signals';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

describe('stopOnSignals', () => {
  const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
  beforeEach(() => {
    for (const signal of SIGNALS) process.removeAllListeners(signal);
  });
  afterEach(() => {
    for (const signal of SIGNALS) {
      process.removeAllListeners(signal);
      for (const listener of before.get(signal) ?? []) process.on(signal, listener);
    }
  });
  const log = createLog('silent');
  const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

  it('stops first, then lets the others end the process: they would cut the database off', async () => {
    const order: string[] = [];
    process.on('SIGTERM', (signal) => order.push(`other ${signal}`));
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    stopOnSignals(
      async () => {
        order.push('stopping');
        await slow;
        order.push('stopped');
      },
      log,
      'others',
    );
    process.emit('SIGTERM', 'SIGTERM');
    process.emit('SIGTERM', 'SIGTERM');
    await settle();
    expect(order).toEqual(['stopping']);
    release();
    await settle();
    expect(order).toEqual(['stopping', 'stopped', 'other SIGTERM']);
  });

  it('lets the process end also when stopping fails', async () => {
    const order: string[] = [];
    process.on('SIGINT', () => order.push('other'));
    stopOnSignals(
      async () => {
        throw new Error('the database is gone');
      },
      log,
      'others',
    );
    process.emit('SIGINT', 'SIGINT');
    await settle();
    expect(order).toEqual(['other']);
  });
});
