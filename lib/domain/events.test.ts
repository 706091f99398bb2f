import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chainEvent } from './events';

const tx = `0x${'ab'.repeat(32)}`;
const transfer = {
  name: 'TransferByPartition',
  at: { block: 7, timestamp: 1_700_000_000, logIndex: 3, tx },
  args: {
    fromPartition: `0x${'00'.repeat(32)}`,
    toPartition: `0x${'CC'.repeat(32)}`,
    operator: `0x${'AA'.repeat(20)}`,
    from: `0x${'aB'.repeat(20)}`,
    to: `0x${'12'.repeat(20)}`,
    value: '340282366920938463463374607431768211456',
  },
};

describe('an event as JSON', () => {
  test('comes back the same, with addresses in lower case and amounts exact', () => {
    const event = chainEvent.parse(transfer);
    expect(event).toMatchObject({ name: 'TransferByPartition', args: { value: 2n ** 128n } });
    expect(event).toMatchObject({
      args: { from: `0x${'ab'.repeat(20)}`, toPartition: `0x${'cc'.repeat(32)}` },
    });
    const json = z.encode(chainEvent, event);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(chainEvent.parse(json)).toEqual(event);
  });

  test.each([
    ['a field too many', { ...transfer, args: { ...transfer.args, data: '0x' } }],
    ['a field too few', { ...transfer, args: { ...transfer.args, value: undefined } }],
    ['a short address', { ...transfer, args: { ...transfer.args, from: '0xab' } }],
    ['an amount as a number', { ...transfer, args: { ...transfer.args, value: 5 } }],
    ['a negative amount', { ...transfer, args: { ...transfer.args, value: '-5' } }],
    ['a name nobody emits', { ...transfer, name: 'TransferBySurprise' }],
    ['a negative block', { ...transfer, at: { ...transfer.at, block: -1 } }],
  ])('is refused with %s', (_, broken) => {
    expect(chainEvent.safeParse(broken).success).toBe(false);
  });
});
