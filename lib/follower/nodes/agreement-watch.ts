import { RpcError } from 'viem';
import type { Agreement, Deployment, NodeDifference } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { ChainReader } from '../chain-reader';
import type { Pace } from './pace';
import { createQuestions, type Question } from './questions';
import type { Standing } from './standing';

export type ComparedNode = Standing & { readonly reader: ChainReader };
type Block = { number: number; hash: Hex };
type Answers = { node: ComparedNode; byKey: Map<string, unknown> };

/** A state that nothing has confirmed for so many intervals is no longer known. */
const UNKNOWN_AFTER = 5;
const MOST_DIFFERENCES = 50;

export type AgreementWatch = {
  /** Heads have changed: compares as soon as it is time. */
  look: () => void;
  state: () => Agreement;
  /** Called when the state changes, or what is disagreed about. Returns the way out. */
  onChange: (listener: (agreement: Agreement) => void) => () => void;
  close: () => void;
};

/**
 * Asks all nodes the same about the very same block, the newest that at least two of them have, and says what they
 * answer differently. Who is alone against most lies, and who tells of other logs than the block's hash proves; about
 * the rest nobody can tell between two. What was disagreed about stays so until the same nodes agree again: silence mends nothing.
 */
export function createAgreementWatch({
  deployment,
  nodes,
  pace,
  onLie,
  log,
  now = Date.now,
}: {
  deployment: Deployment;
  nodes: readonly ComparedNode[];
  pace: Pace;
  onLie: (node: ComparedNode, reason: string) => void;
  log: Record<'info' | 'warn', (message: string, fields?: Record<string, unknown>) => void>;
  now?: () => number;
}): AgreementWatch {
  const questions = createQuestions(deployment);
  const listeners = new Set<(agreement: Agreement) => void>();
  const needNumbers = new Set<ComparedNode>();
  const forkedSince = new Map<ComparedNode, number>();
  let state: Agreement = {
    state: nodes.length === 1 ? 'single' : 'unknown',
    block: null,
    since: Math.floor(now() / 1_000),
    differences: [],
  };
  /** who must agree before a disagreement is over */
  let parties = new Set<ComparedNode>();
  let comparedAt = 0;
  let comparedAll: Hex | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let closed = false;

  function set(next: Omit<Agreement, 'since'>): void {
    const same =
      next.state === state.state &&
      (next.state !== 'disagree' || whatOf(next.differences) === whatOf(state.differences));
    const since = next.state === state.state ? state.since : Math.floor(now() / 1_000);
    const before = state;
    state = { ...next, since };
    if (same) return;
    if (next.state === 'disagree') {
      const { block, differences } = next;
      log.warn('the chain nodes disagree about the same block', { block, differences });
    } else if (before.state === 'disagree') {
      log.info('the chain nodes agree again', { block: next.block });
    }
    for (const listener of [...listeners]) listener(state);
  }

  /** The newest block that two nodes say they have; those that lie are asked, too: perhaps they no longer do. */
  function commonBlock(): Block | null {
    const heads = nodes.flatMap((node) => (isAsked(node) && node.head ? [node.head] : []));
    return heads.sort((a, b) => b.number - a.number)[1] ?? null;
  }
  function isAsked(node: ComparedNode): boolean {
    const kind = node.fault(now())?.kind;
    return node.verified && (kind === undefined || kind === 'behind' || kind === 'lying');
  }

  async function ask(node: ComparedNode, block: Block, list: Question[]): Promise<Answers | null> {
    const byNumber = needNumbers.has(node);
    // All of it in one tick, so that it travels as one request.
    const [header, ...answers] = await Promise.allSettled([
      node.reader.headerOfHash(block.hash),
      ...list.map((question) => question.ask(node.reader, block, byNumber)),
    ]);
    if (header.status === 'rejected') return null;
    if (!header.value) {
      await lookAtFork(node, block);
      return null;
    }
    forkedSince.delete(node);
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused) {
      if (byNumber || !(refused.reason instanceof RpcError)) return null;
      needNumbers.add(node);
      return ask(node, block, list);
    }
    // By number it may have been another block.
    if (byNumber && (await node.reader.header(block.number))?.hash !== block.hash) return null;
    const byKey = new Map<string, unknown>();
    for (const [index, answer] of answers.entries()) {
      const question = list[index];
      if (question && answer.status === 'fulfilled') byKey.set(question.key, answer.value);
    }
    return { node, byKey };
  }

  /** Two blocks of one number are usual for a moment. */
  async function lookAtFork(node: ComparedNode, { number }: Block): Promise<void> {
    const other = await node.reader.header(number);
    if (other) forkedSince.set(node, forkedSince.get(node) ?? now());
    else forkedSince.delete(node);
  }

  function forkIn(block: Block, compared: readonly Answers[]): NodeDifference[] {
    const long = [...forkedSince].filter(([, since]) => now() - since >= pace.forkMs);
    if (long.length === 0) return [];
    return [
      {
        what: `Which block is number ${block.number}`,
        unit: 'text',
        answers: [
          ...compared.map(({ node }) => ({ node: node.name, said: block.hash })),
          ...long.map(([node]) => ({ node: node.name, said: 'another block' })),
        ],
      },
    ];
  }

  /** Who lies, where that can be told: whom most others deny, and whom the block's own hash does. */
  async function convict(compared: readonly Answers[], list: Question[], block: Block): Promise<void> {
    for (const question of list) {
      const groups = groupsOf(compared, question);
      if (groups.length < 2) continue;
      const most = groups.find((group) => group.length * 2 > compared.length);
      const [figure] = question.figures(groups[0]?.[0]?.byKey.get(question.key));
      const about = `block ${block.number}: ${figure?.what ?? question.key}`;
      for (const one of compared) {
        const answer = one.byKey.get(question.key);
        if (compared.length > 2 && most && !most.includes(one)) {
          onLie(one.node, `Most others say otherwise about ${about}.`);
        } else if ((await question.isTrue?.(answer, one.node.reader, block)) === false) {
          onLie(one.node, `The block’s own hash says otherwise about ${about}.`);
        }
      }
    }
  }

  async function compare(): Promise<void> {
    const block = commonBlock();
    if (block && block.hash === comparedAll && state.state === 'agree') {
      comparedAt = now();
      return;
    }
    const list = questions.list();
    const asked = block ? nodes.filter(isAsked) : [];
    const all = block ? await Promise.all(asked.map((node) => ask(node, block, list).catch(() => null))) : [];
    if (closed) return;
    const compared = all.filter((answers) => answers !== null);
    const [first] = compared;
    const forks = block ? forkIn(block, compared) : [];
    if (!block || !first || compared.length + forks.length < 2) {
      const lately = now() - comparedAt < UNKNOWN_AFTER * pace.compareMs;
      if (state.state === 'agree' && !lately) set({ ...state, state: 'unknown' });
      return;
    }
    comparedAt = now();
    const differences = [...forks, ...differencesIn(compared, list)].slice(0, MOST_DIFFERENCES);
    if (differences.length > 0) {
      parties = new Set([...compared.map(({ node }) => node), ...forkedSince.keys()]);
      comparedAll = null;
      set({ state: 'disagree', block, differences });
      await convict(compared, list, block);
      return;
    }
    for (const [key, answer] of first.byKey) questions.learn(key, answer);
    const present = new Set(compared.map(({ node }) => node));
    if (state.state === 'disagree' && [...parties].some((node) => !present.has(node))) return;
    comparedAll = compared.length === nodes.length ? block.hash : null;
    set({ state: 'agree', block, differences: [] });
  }

  function look(): void {
    if (closed || busy || timer || nodes.length === 1) return;
    timer = setTimeout(
      async () => {
        timer = undefined;
        busy = true;
        lookedAt = now();
        await compare().catch((error) => log.warn('the chain nodes could not be compared', { error }));
        busy = false;
      },
      Math.max(0, lookedAt + pace.compareMs - now()),
    );
    timer.unref();
  }
  let lookedAt = 0;

  return {
    look,
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

const whatOf = (differences: readonly NodeDifference[]): string =>
  differences.map(({ what, answers }) => `${what} ${answers.map(({ node }) => node)}`).join('; ');

/** Nodes of the same answer together. */
function groupsOf(compared: readonly Answers[], { key }: Question): Answers[][] {
  const groups = new Map<string, Answers[]>();
  for (const one of compared) {
    const answer = JSON.stringify(one.byKey.get(key));
    groups.set(answer, [...(groups.get(answer) ?? []), one]);
  }
  return [...groups.values()];
}

function differencesIn(compared: readonly Answers[], list: readonly Question[]): NodeDifference[] {
  return list.flatMap((question) => {
    if (groupsOf(compared, question).length < 2) return [];
    const told = compared.map(({ node, byKey }) => ({
      node: node.name,
      figures: question.figures(byKey.get(question.key)),
    }));
    const [first] = told;
    const differing = (first?.figures ?? []).flatMap(({ what, unit }, index) => {
      const answers = told.map(({ node, figures }) => ({ node, said: figures[index]?.said ?? 'nothing' }));
      return new Set(answers.map(({ said }) => said)).size > 1 ? [{ what, unit, answers }] : [];
    });
    return differing;
  });
}
