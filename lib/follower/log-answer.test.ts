import { describe, expect, test } from 'vitest';
import { readLogs } from './log-answer';

const log = {
  address: `0x${'ab'.repeat(20)}`,
  topics: [`0x${'01'.repeat(32)}`],
  data: '0x12ab',
  blockNumber: '0x10',
  blockHash: `0x${'02'.repeat(32)}`,
  transactionHash: `0x${'03'.repeat(32)}`,
  logIndex: '0x2',
};

describe('logs in an answer', () => {
  test('are read with their numbers, in lower case and in the order of the chain', () => {
    const shouted = {
      ...log,
      address: `0x${'AB'.repeat(20)}`,
      data: '0x12AB',
      logIndex: '0x1',
      removed: false,
    };
    expect(readLogs([log, { ...log, blockNumber: '0xf' }, shouted])).toEqual([
      { ...log, blockNumber: 15, logIndex: 2 },
      { ...log, blockNumber: 16, logIndex: 1 },
      { ...log, blockNumber: 16, logIndex: 2 },
    ]);
    expect(readLogs([])).toEqual([]);
  });

  test.each([
    ['no list', null],
    ['an error instead', { error: 'x' }],
    ['a log that is none', [null]],
    ['no topics', [{ ...log, topics: undefined }]],
    ['a topic cut short', [{ ...log, topics: ['0x01'] }]],
    ['half a byte', [{ ...log, data: '0x123' }]],
    ['data that is no hex', [{ ...log, data: '0x12zz' }]],
    ['a number too large', [{ ...log, blockNumber: `0x${'f'.repeat(15)}` }]],
    ['a pending block', [{ ...log, blockHash: null }]],
    ['an index as a number', [{ ...log, logIndex: 2 }]],
    ['an address with a line after it', [{ ...log, address: `${log.address}\n` }]],
  ])('are none with %s', (_, answer) => {
    expect(readLogs(answer)).toBeNull();
  });
});
