import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import { type ChainReader, createChainReader } from '../chain-reader';
import { createDecoder, type Decoder } from '../decode';
import { deployContracts } from '../testing/deploy-contracts';
import { createFaultProxy } from '../testing/faults/fault-proxy';
import { createMiner } from '../testing/harness';
import { createRandom } from '../testing/random';
import { startTestChain, type TestChain } from '../testing/test-chain';
import { createProver, UnprovableError } from './prove-block';
import { hashOf, receiptsRootOf } from './sealed-block';
import { orderedTrieRoot } from './trie-root';

let chain: TestChain;
let reader: ChainReader;
let decoder: Decoder;
let hashes: Hex[];

beforeAll(async () => {
  chain = await startTestChain();
  const stage = await deployContracts(chain);
  const { mine } = createMiner(chain, stage, createRandom(11));
  await mine(25);
  // More transactions than a key of one byte can number.
  await mine(1, 100);
  reader = createChainReader(chain.url);
  decoder = createDecoder(stage.deployment);
  const numbers = Array.from({ length: (await chain.height()) + 1 }, (_, number) => number);
  hashes = (await reader.headers(numbers)).flatMap((header) => (header ? [header.hash] : []));
}, 60_000);
afterAll(() => chain?.stop());

describe('the root of an ordered trie', () => {
  test('is that of the receipts in every block of a node, of whatever number', async () => {
    const sizes = new Set<number>();
    for (const hash of hashes) {
      const [block, receipts] = await Promise.all([reader.sealedBlock(hash), reader.sealedReceipts(hash)]);
      if (!block || !receipts) throw new Error('a block is missing');
      expect(hashOf(block)).toBe(hash);
      expect(receiptsRootOf(receipts)).toBe(block.receiptsRoot);
      sizes.add(receipts.length);
    }
    expect(sizes).toContain(0);
    expect(sizes).toContain(1);
    expect(Math.max(...sizes)).toBeGreaterThan(16);
  });

  test('is the known one of nothing', () => {
    expect(orderedTrieRoot([])).toBe('0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421');
  });

  test('changes with any value, and with their order', () => {
    const values = Array.from(
      { length: 300 },
      (_, index): Hex => `0x${index.toString(16).padStart(80, '0')}`,
    );
    const roots = [
      values,
      values.slice(1),
      [...values].reverse(),
      values.with(150, '0x01'),
      values.with(299, values[298] ?? '0x'),
    ].map(orderedTrieRoot);
    expect(new Set(roots).size).toBe(roots.length);
  });
});

describe('a proved block', () => {
  test('has the logs that the node tells of, with their places and transactions', async () => {
    const prover = createProver(reader, decoder.filter);
    let seen = 0;
    for (const hash of hashes) {
      const proven = await prover.prove(hash);
      const told = await reader.logsOfBlock(hash, decoder.filter);
      expect(proven?.logs).toEqual(told);
      expect(await reader.headerOfHash(hash)).toMatchObject(proven?.block ?? {});
      seen += told.length;
    }
    expect(seen).toBeGreaterThan(100);
  });

  test('needs no receipts where the header’s filter holds none of the addresses', async () => {
    const strange = { address: [`0x${'77'.repeat(20)}`], topics: decoder.filter.topics } as const;
    const asked: Hex[] = [];
    const watched = {
      sealedBlock: reader.sealedBlock,
      sealedReceipts: (hash: Hex) => {
        asked.push(hash);
        return reader.sealedReceipts(hash);
      },
    };
    const prover = createProver(watched, { address: [...strange.address], topics: strange.topics });
    for (const hash of hashes) expect((await prover.prove(hash))?.logs).toEqual([]);
    expect(asked.length).toBeLessThan(hashes.length / 4);
  });

  test('is none that the node does not have', async () => {
    expect(await createProver(reader, decoder.filter).prove(`0x${'ab'.repeat(32)}`)).toBeNull();
  });

  test('does not come of an altered log, receipt or header', async () => {
    const proxy = await createFaultProxy({ target: chain.url, seed: 3 });
    const prover = createProver(createChainReader(proxy.url), decoder.filter);
    try {
      for (const rates of [{ alteredLogs: 1 }, { brokenParent: 1 }]) {
        proxy.afflict(rates);
        let refused = 0;
        for (const hash of hashes) {
          const truth = await reader.logsOfBlock(hash, decoder.filter);
          try {
            expect((await prover.prove(hash))?.logs).toEqual(truth);
          } catch (error) {
            expect(error).toBeInstanceOf(UnprovableError);
            refused += 1;
          }
        }
        expect(refused).toBeGreaterThan(10);
      }
    } finally {
      await proxy.close();
    }
  });
});
