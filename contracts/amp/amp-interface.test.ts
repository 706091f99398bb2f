import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toEventSelector, toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

// From outside the local Amp must look like the deployed one: what integrators call, and what indexers filter by, may
// neither be missing nor be more. The expected lines were read off the deployed token.

const root = join(import.meta.dirname, '../..');
const entry = 'contracts/amp/Amp.sol';

const parameter = z.object({ name: z.string(), type: z.string(), indexed: z.boolean().optional() });
const abiSchema = z.array(
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('function'),
      name: z.string(),
      inputs: z.array(parameter),
      outputs: z.array(parameter),
      stateMutability: z.string(),
    }),
    z.object({
      type: z.literal('event'),
      name: z.string(),
      inputs: z.array(parameter),
      anonymous: z.boolean(),
    }),
    z.object({ type: z.literal('constructor'), inputs: z.array(parameter) }),
    z.object({ type: z.literal('error'), name: z.string(), inputs: z.array(parameter) }),
    z.object({ type: z.literal('fallback') }),
    z.object({ type: z.literal('receive') }),
  ]),
);
const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).default([]),
  contracts: z.record(z.string(), z.record(z.string(), z.object({ abi: abiSchema }))).default({}),
});
type Abi = z.infer<typeof abiSchema>;

/** Every source that `entry` needs, by the name under which solc asks for it. */
function sourcesOf(path: string, found: Map<string, string> = new Map()): Map<string, string> {
  if (found.has(path)) return found;
  const file = path.startsWith('@') ? join(root, 'node_modules', path) : join(root, path);
  const content = readFileSync(file, 'utf8');
  found.set(path, content);
  for (const [, target = ''] of content.matchAll(/^import [^;]*?"([^"]+)";/gm)) {
    sourcesOf(target.startsWith('.') ? join(dirname(path), target) : target, found);
  }
  return found;
}

/** Compiled here and now: an artifact on disk may be older than the source. */
function compileAbi(): Abi {
  const sources = Object.fromEntries([...sourcesOf(entry)].map(([path, content]) => [path, { content }]));
  const settings = { evmVersion: 'prague', outputSelection: { '*': { Amp: ['abi'] } } };
  const answer = execFileSync(process.execPath, [join(root, 'scripts/solc.cjs')], {
    input: JSON.stringify({ language: 'Solidity', sources, settings }),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const output = outputSchema.parse(JSON.parse(answer));
  const errors = output.errors.filter(({ severity }) => severity === 'error');
  const abi = output.contracts[entry]?.Amp?.abi;
  if (errors.length > 0 || !abi) throw new Error(errors.map((e) => e.formattedMessage).join('\n'));
  return abi;
}

/** One line an item, in the words of the expected list: E an event, F a function, R an error. */
function describeItem(item: Abi[number]): string[] {
  const types = 'inputs' in item ? item.inputs.map(({ type }) => type).join(',') : '';
  switch (item.type) {
    case 'function': {
      const outputs = item.outputs.map(({ type }) => type).join(',');
      const signature = `${item.name}(${types})`;
      return [`F ${toFunctionSelector(signature)} ${signature} -> ${outputs} ${item.stateMutability}`];
    }
    case 'event': {
      const inputs = item.inputs.map((i) => `${i.type}${i.indexed ? ' indexed' : ''} ${i.name}`).join(', ');
      return [`E ${toEventSelector(`${item.name}(${types})`)} ${item.name}(${inputs})`];
    }
    case 'error':
      return [`R ${toFunctionSelector(`${item.name}(${types})`)} ${item.name}(${types})`];
    case 'fallback':
    case 'receive':
      return [item.type];
    case 'constructor':
      return [];
  }
}

describe('the local Amp', () => {
  const abi = compileAbi();
  const expected = readFileSync(join(import.meta.dirname, 'deployed-interface.txt'), 'utf8')
    .trim()
    .split('\n');

  it('has every function and event of the deployed token, with its selector, and nothing besides', () => {
    expect(abi.flatMap(describeItem).sort()).toEqual([...expected].sort());
  });

  it('is compared with a list that is whole', () => {
    expect(expected.filter((line) => line.startsWith('E '))).toHaveLength(15);
    expect(expected.filter((line) => line.startsWith('F '))).toHaveLength(43);
  });

  it('is constructed from swap token, name and symbol', () => {
    const types = abi.flatMap((item) =>
      item.type === 'constructor' ? item.inputs.map(({ type }) => type) : [],
    );
    expect(types).toEqual(['address', 'string', 'string']);
  });

  it('has no anonymous event', () => {
    expect(abi.filter((item) => item.type === 'event' && item.anonymous)).toEqual([]);
  });
});
