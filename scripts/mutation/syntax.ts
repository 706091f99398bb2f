import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import solc from 'solc';
import { z } from 'zod';

/** A node of solc's syntax tree, as far as anything here looks at it. */
export type Node = {
  nodeType: string;
  src: string;
  /** Child nodes by the name of the field that they are in. */
  named: Record<string, Node[]>;
  /** Every field that is no node. */
  fields: Record<string, unknown>;
};

const answer = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).optional(),
  sources: z.record(z.string(), z.object({ ast: z.record(z.string(), z.unknown()) })),
});

/** The syntax trees of Solidity files below `root`, by path. Only the compiler can tell code from comments for certain. */
export function parse(root: string, files: string[]): Map<string, Node> {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map((file) => [file, { content: read(file) }])),
    settings: {
      remappings: ['@openzeppelin/=node_modules/@openzeppelin/'],
      evmVersion: 'prague',
      outputSelection: { '*': { '': ['ast'] } },
    },
  };
  const output = answer.parse(
    JSON.parse(solc.compile(JSON.stringify(input), { import: (file: string) => ({ contents: read(file) }) })),
  );
  const broken = output.errors?.find((error) => error.severity === 'error');
  if (broken) throw new Error(broken.formattedMessage);
  return new Map(
    files.map((file) => {
      const ast = output.sources[file]?.ast;
      if (!ast) throw new Error(`solc says nothing of ${file}`);
      return [file, toNode(ast)];
    }),
  );
}

function toNode(raw: Record<string, unknown>): Node {
  const node: Node = { nodeType: String(raw.nodeType), src: String(raw.src), named: {}, fields: {} };
  for (const [key, value] of Object.entries(raw)) {
    const parts = (Array.isArray(value) ? value : [value]).filter(isRaw);
    if (parts.length > 0) node.named[key] = parts.map(toNode);
    else node.fields[key] = value;
  }
  return node;
}

function isRaw(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value;
}

/** Where a node stands in its file: from `start` up to `end`, in bytes. */
export function span(node: Node): { start: number; end: number } {
  const [start = 0, length = 0] = node.src.split(':').map(Number);
  return { start, end: start + length };
}
