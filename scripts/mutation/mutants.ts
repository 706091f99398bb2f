import { type Node, parse, span } from './syntax';

/**
 * One change of one expression. `from` and `to` are the expression before and after, on one line;
 * `start` and `end` are where it stands, in bytes; `code` is what takes its place.
 */
export type Mutant = {
  file: string;
  line: number;
  kind: 'comparison' | 'connective' | 'rounding' | 'offset';
  from: string;
  to: string;
  start: number;
  end: number;
  code: string;
};

/** Each comparison is moved by its edge, and turned round. */
const COMPARISONS: Record<string, string[]> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
};
const CONNECTIVES: Record<string, string> = { '&&': '||', '||': '&&' };

/** All mutants of the files, in the order of their text. */
export function findMutants(root: string, files: string[], read: (file: string) => Buffer): Mutant[] {
  const trees = parse(root, files);
  return files.flatMap((file) => {
    const tree = trees.get(file);
    return tree ? new Finder(file, read(file)).find(tree) : [];
  });
}

class Finder {
  private readonly found: Mutant[] = [];

  constructor(
    private readonly file: string,
    private readonly source: Buffer,
  ) {}

  find(tree: Node): Mutant[] {
    this.visit(tree);
    return this.found.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  private visit(node: Node): void {
    // A constant is worked out by the compiler: it cannot be switched, and holds no decision.
    if (node.nodeType === 'VariableDeclaration' && node.fields.constant === true) return;
    if (node.nodeType === 'InlineAssembly') return;
    if (node.nodeType === 'BinaryOperation') this.binary(node);
    if (node.nodeType === 'UnaryOperation' && node.fields.operator === '!') this.negation(node);
    if (node.nodeType === 'FunctionCall') this.call(node);
    for (const child of Object.values(node.named).flat()) this.visit(child);
  }

  private binary(node: Node): void {
    const operator = String(node.fields.operator);
    const [left, right] = this.operands(node);
    for (const other of COMPARISONS[operator] ?? [])
      this.add(node, 'comparison', `${left} ${other} ${right}`);
    const connective = CONNECTIVES[operator];
    if (connective) {
      this.add(node, 'connective', `(${left}) ${connective} (${right})`, `${left} ${connective} ${right}`);
    }
    if (operator === '/' && !isConstant(node)) {
      this.add(
        node,
        'rounding',
        `${left} / ${right} + (${left} % (${right}) == 0 ? 0 : 1)`,
        `ceil(${left} / ${right})`,
      );
    }
    if ((operator === '+' || operator === '-') && right === '1' && !isConstant(node))
      this.add(node, 'offset', left);
  }

  private negation(node: Node): void {
    const [inner] = node.named.subExpression ?? [];
    if (inner) this.add(node, 'connective', this.text(inner));
  }

  /** `Math.ceilDiv(a, b)`, `Math.min(a, b)`, `Math.max(a, b)`. */
  private call(node: Node): void {
    const [callee] = node.named.expression ?? [];
    const [first, second] = node.named.arguments ?? [];
    if (!callee || !first || !second) return;
    const [a, b] = [this.text(first), this.text(second)];
    const name = this.text(callee);
    if (name === 'Math.ceilDiv') this.add(node, 'rounding', `(${a}) / (${b})`);
    if (name === 'Math.min') this.add(node, 'rounding', `Math.max(${a}, ${b})`);
    if (name === 'Math.max') this.add(node, 'rounding', `Math.min(${a}, ${b})`);
  }

  private add(node: Node, kind: Mutant['kind'], code: string, to = code): void {
    const { start, end } = span(node);
    const line = this.source.subarray(0, start).filter((byte) => byte === 10).length + 1;
    this.found.push({ file: this.file, line, kind, from: this.text(node), to, start, end, code });
  }

  /** Both sides of an operator, with the parentheses that belong to each. */
  private operands(node: Node): [string, string] {
    const [left] = node.named.leftExpression ?? [];
    const [right] = node.named.rightExpression ?? [];
    if (!left || !right) throw new Error(`an operator with one side in ${this.file}`);
    const { start, end } = span(node);
    const gap = this.source.subarray(span(left).end, span(right).start).toString('utf8');
    const operator = String(node.fields.operator);
    const at = gap.indexOf(operator);
    if (at < 0 || /\/[/*]/.test(gap)) throw new Error(`cannot read ${this.text(node)} in ${this.file}`);
    const middle = span(left).end + Buffer.byteLength(gap.slice(0, at));
    return [this.slice(start, middle), this.slice(middle + operator.length, end)];
  }

  private text(node: Node): string {
    const { start, end } = span(node);
    return this.slice(start, end);
  }

  private slice(start: number, end: number): string {
    return this.source.subarray(start, end).toString('utf8').replace(/\s+/g, ' ').trim();
  }
}

function isConstant(node: Node): boolean {
  return /rational_const|int_const/.test(JSON.stringify(node.fields.typeDescriptions ?? ''));
}
