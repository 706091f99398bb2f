import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChainHeader, type ChainLog, type ChainReader, createChainReader } from '../chain-reader';
import { createDecoder, type Decoder } from '../decode';
import { deployContracts, type Stage } from '../testing/deploy-contracts';
import { createMiner } from '../testing/harness';
import { createRandom } from '../testing/random';
import { startTestChain, type TestChain } from '../testing/test-chain';
import { bloomBits, chanceOfSeeming, mayHold } from './bloom';
import { LyingNodeError } from './log-check';

let chain: TestChain;
let stage: Stage;
let reader: ChainReader;
let decoder: Decoder;
let blocks: { header: ChainHeader; logs: ChainLog[] }[];

beforeAll(async () => {
  chain = await startTestChain();
  stage = await deployContracts(chain);
  const { mine } = createMiner(chain, stage, createRandom(3));
  await mine(30);
  reader = createChainReader(chain.url);
  decoder = createDecoder(stage.deployment);
  const headers = await reader.headers(Array.from({ length: (await chain.height()) + 1 }, (_, n) => n));
  const there = headers.filter((header) => header !== null);
  blocks = await Promise.all(
    there.map(async (header) => ({ header, logs: await reader.logsOfBlock(header.hash, decoder.filter) })),
  );
}, 60_000);
afterAll(() => chain?.stop());

const withLogs = () => blocks.filter(({ logs }) => logs.length > 1);
const one = (): { header: ChainHeader; logs: [ChainLog, ChainLog, ...ChainLog[]] } => {
  const [found] = withLogs();
  const [first, second, ...others] = found?.logs ?? [];
  if (!found || !first || !second) throw new Error('no block has two logs');
  return { header: found.header, logs: [first, second, ...others] };
};

describe('a block’s bloom filter', () => {
  test('holds every address and topic of the block’s logs, and hardly anything else', () => {
    expect(withLogs().length).toBeGreaterThan(10);
    for (const { header, logs } of withLogs()) {
      for (const item of logs.flatMap((log) => [log.address, ...log.topics])) {
        expect(mayHold(header.logsBloom, bloomBits(item))).toBe(true);
      }
    }
    const strangers = Array.from({ length: 200 }, (_, n) =>
      bloomBits(`0x${n.toString(16).padStart(40, '9')}`),
    );
    const { header } = one();
    const seeming = strangers.filter((bits) => mayHold(header.logsBloom, bits)).length;
    expect(seeming / strangers.length).toBeLessThan(0.02 + 2 * chanceOfSeeming(header.logsBloom));
  });

  test('that is full says nothing, that is empty everything', () => {
    expect(chanceOfSeeming(`0x${'ff'.repeat(256)}`)).toBe(1);
    expect(chanceOfSeeming(`0x${'00'.repeat(256)}`)).toBe(0);
    expect(chanceOfSeeming(`0x${'0f'.repeat(256)}`)).toBe(1 / 8);
  });
});

describe('logs of a block', () => {
  test('as an honest node tells them pass, without a second question but for chance', () => {
    const doubted = blocks.filter(({ header, logs }) => decoder.check.doubts(header, logs));
    expect(doubted.length).toBeLessThan(blocks.length / 5);
  });

  test('that an honest node tells pass, also when they were doubted', async () => {
    for (const { header, logs } of blocks) await decoder.check.settle(reader, header, logs);
  });

  test('are missed in every block that has some, when the node tells of none', async () => {
    for (const { header } of withLogs()) {
      expect(decoder.check.doubts(header, [])).toBe(true);
      await expect(decoder.check.settle(reader, header, [])).rejects.toThrow(LyingNodeError);
    }
  });

  test('are not missed when the filter is too full to tell', () => {
    const full: ChainHeader = { ...one().header, logsBloom: `0x${'ff'.repeat(256)}` };
    expect(decoder.check.doubts(full, [])).toBe(false);
  });

  test.each<[string, (logs: [ChainLog, ...ChainLog[]]) => ChainLog[], string]>([
    ['twice the same', ([first, ...others]) => [first, first, ...others], 'came twice'],
    [
      'of another block',
      ([first, ...others]) => [{ ...first, blockHash: `0x${'1'.repeat(64)}` }, ...others],
      'another block',
    ],
    [
      'of another contract',
      ([first]) => [{ ...first, address: `0x${'1'.repeat(40)}` }],
      'none that was asked',
    ],
    ['of another event', ([first]) => [{ ...first, topics: [`0x${'1'.repeat(64)}`] }], 'none that was asked'],
  ])('%s are refused', (_, change, words) => {
    const { header, logs } = one();
    expect(() => decoder.check.doubts(header, change(logs))).toThrow(words);
  });

  test('that were made up are refused: the filter does not have them', () => {
    const { header, logs } = one();
    const absent = decoder.filter.topics[0].find((topic) => !mayHold(header.logsBloom, bloomBits(topic)));
    if (!absent) throw new Error('every event is in the block');
    const [first] = logs;
    expect(() =>
      decoder.check.doubts(header, [{ ...first, topics: [absent, ...first.topics.slice(1)] }]),
    ).toThrow('not in the block’s own filter');
  });
});
