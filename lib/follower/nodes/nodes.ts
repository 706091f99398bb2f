import { setTimeout as wait } from 'node:timers/promises';
import type { Agreement, Deployment, NodeState } from '@/lib/domain/api';
import { type ChainHeader, type ChainReader, createChainReader } from '../chain-reader';
import { checkNode, WrongChainError } from '../source';
import { type AgreementWatch, createAgreementWatch } from './agreement-watch';
import { type HeadSocket, openHeadSocket } from './head-socket';
import { type Fault, faultOf, SlowNodeError } from './node-fault';
import { type Pace, paceOf } from './pace';
import { bestHead, isBehind, rank } from './ranking';
import { Standing } from './standing';

/**
 * The chain's nodes as one. Whoever reads a sequence that must be of one view begins a turn: all reads of `reader` go to
 * one node until the next turn begins. Nodes are called by their place in the settings, since addresses may hold
 * keys.
 */
export type Nodes = {
  /** Opens the sockets and begins to look after the nodes; again does nothing. */
  start: () => void;
  close: () => void;
  /**
   * Chooses the node of the turn, one that is on the deployment's chain. Throws {@link WrongChainError} when none is,
   * viem's errors when none answers.
   */
  beginTurn: () => Promise<void>;
  /** Reads of the turn's node. */
  reader: ChainReader;
  /** The newest announced head, once, and only if the turn's node is known to have it. */
  takeAnnounced: () => ChainHeader | null;
  /** A turn failed. True when it was the node's fault and another, against which nothing stands, can take its place. */
  failed: (error: unknown) => boolean;
  /** Whether a node announces blocks just now. */
  isAnnounced: () => boolean;
  /** Called when a block is announced, or seen with another node, and when a node falls silent. Returns the way out. */
  onHead: (listener: () => void) => () => void;
  /** Indices of the addresses, best first: for reads that stand alone. */
  order: () => number[];
  state: () => { nodes: NodeState[]; agreement: Agreement };
  /** Called when nodes begin to disagree, or other things are disagreed about, and when that is over. */
  onAgreement: (listener: (agreement: Agreement) => void) => () => void;
  readonly count: number;
};

type Log = Record<'info' | 'warn', (message: string, fields?: Record<string, unknown>) => void>;

class Node extends Standing {
  socket: HeadSocket | null = null;

  constructor(
    readonly index: number,
    url: string,
    pace: Pace,
  ) {
    super(`node ${index + 1}`, pace.pauses);
    this.reader = createChainReader(url);
  }
  readonly reader: ChainReader;
}

export function createNodes({
  rpcUrls,
  wsUrls = [],
  deployment,
  log,
  pace = paceOf(deployment.local),
}: {
  rpcUrls: readonly string[];
  /** where new blocks are announced, in the order of `rpcUrls`; on a local chain derived from those when absent */
  wsUrls?: readonly string[];
  deployment: Deployment;
  log: Log;
  pace?: Pace;
}): Nodes {
  const nodes = rpcUrls.map((url, index) => new Node(index, url, pace));
  const [only] = nodes;
  if (!only) throw new Error('there is no chain node');
  const single = nodes.length === 1;
  const headListeners = new Set<() => void>();
  let current: Node = only;
  let announced: ChainHeader | null = null;
  let running: AbortController | null = null;

  const now = () => Date.now();
  const ranked = () => rank(nodes, current, now());
  const hasAnother = () => nodes.some((node) => node !== current && node.verified && node.isGood(now()));
  const wake = () => {
    for (const listener of [...headListeners]) listener();
  };

  const watch: AgreementWatch = createAgreementWatch({
    deployment,
    nodes,
    pace,
    onLie: (node, reason) => demote(node, { kind: 'lying', reason }),
    log,
  });

  function demote(node: Standing, fault: Fault): void {
    const before = node.fault(now());
    node.failed(fault, now());
    if (before?.kind === fault.kind || single) return;
    log.warn('a chain node is not trusted to be read from', {
      node: node.name,
      kind: fault.kind,
      reason: fault.reason,
    });
  }

  function mend(node: Node): void {
    const before = node.fault(now());
    node.mended();
    if (before && node.isGood(now()) && !single) log.info('a chain node is well again', { node: node.name });
  }

  function sawHead(node: Node, header: ChainHeader): void {
    const before = bestHead(nodes, now()) ?? -1;
    node.sawHead(header, now());
    if (!node.verified) return;
    if (isBehind(node, nodes, pace.behindMs, now())) {
      demote(node, { kind: 'behind', reason: 'It lacks blocks that others have had for a while.' });
    } else if (node.fault(now())?.kind === 'behind') {
      mend(node);
    }
    watch.look();
    if (node !== current && node.isGood(now()) && header.number > before) wake();
  }

  /** Measures; and gives a node up that is silent for longer than it ever was, as soon as there is another. */
  async function ask<Value>(node: Node, question: (reader: ChainReader) => Promise<Value>): Promise<Value> {
    const started = performance.now();
    const answer = question(node.reader);
    if (!single) await Promise.race([answer, impatience(node, answer)]);
    const value = await answer;
    node.answered(performance.now() - started, now());
    return value;
  }

  async function impatience(node: Node, answer: Promise<unknown>): Promise<void> {
    const { least, most } = pace.patienceMs;
    const patience = Math.min(most, Math.max(least, (node.latencyMs ?? 0) * 8));
    const over = new AbortController();
    const end = () => over.abort();
    answer.then(end, end);
    while (!over.signal.aborted) {
      await wait(patience, undefined, { signal: over.signal }).catch(() => {});
      if (!over.signal.aborted && hasAnother()) throw new SlowNodeError();
    }
  }

  async function verify(node: Node): Promise<void> {
    if (node.verified) return;
    const name = single ? 'The node' : `Node ${node.index + 1}`;
    await ask(node, (reader) => checkNode(reader, deployment, name));
    node.verified = true;
    mend(node);
  }

  async function latestOf(node: Node): Promise<ChainHeader> {
    const header = await ask(node, (reader) => reader.latest());
    sawHead(node, header);
    return header;
  }

  /** Now and then, how a node is from which nobody reads. */
  async function lookAfter(node: Node, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const due = node.mayBeAsked(now()) && now() - node.answeredAt > pace.probeMs / 2;
      if (due) {
        try {
          await verify(node);
          await latestOf(node);
        } catch (error) {
          const fault = faultOf(error);
          if (fault) demote(node, fault);
          else log.warn('a chain node could not be looked after', { node: node.name, error });
        }
      }
      await wait(pace.probeMs * (0.7 + 0.6 * Math.random()), undefined, { signal }).catch(() => {});
    }
  }

  function onAnnounced(node: Node, header: ChainHeader | null): void {
    if (!header) {
      wake();
      return;
    }
    sawHead(node, header);
    if (!single && !(node.verified && node.isGood(now()))) return;
    // Whoever is first wins; the others only say that they have it, too.
    if (announced?.hash === header.hash) return;
    announced = header;
    wake();
  }

  function socketUrl(node: Node): string | null {
    const given = wsUrls[node.index];
    if (given) return given;
    return deployment.local && given === undefined
      ? (rpcUrls[node.index] ?? '').replace(/^http/, 'ws')
      : null;
  }

  let told: ChainHeader | null = null;
  const here = <Value>(question: (reader: ChainReader) => Promise<Value>) => ask(current, question);
  const reader: ChainReader = {
    chainId: () => here((node) => node.chainId()),
    code: (account) => here((node) => node.code(account)),
    latest: () => latestOf(current),
    header: (number) => here((node) => node.header(number)),
    headerOfHash: (hash) => here((node) => node.headerOfHash(hash)),
    hasBlock: (hash) => here((node) => node.hasBlock(hash)),
    logsOfBlock: (hash, filter) => here((node) => node.logsOfBlock(hash, filter)),
    callAt: (to, data, hash) => here((node) => node.callAt(to, data, hash)),
    callAtNumber: (to, data, number) => here((node) => node.callAtNumber(to, data, number)),
    // Nobody waits for this.
    tagged: (tag) => current.reader.tagged(tag),
    // These take their time, and are measured by whoever asks.
    headers: (numbers) => current.reader.headers(numbers),
    logsOfRange: (from, to, filter) => current.reader.logsOfRange(from, to, filter),
    logsOfReceipts: (hash, filter) => current.reader.logsOfReceipts(hash, filter),
    sealedBlock: (hash) => current.reader.sealedBlock(hash),
    sealedReceipts: (hash) => current.reader.sealedReceipts(hash),
  };

  return {
    count: nodes.length,
    reader,
    start() {
      if (running) return;
      running = new AbortController();
      for (const node of nodes) {
        const url = socketUrl(node);
        if (url) {
          node.socket = openHeadSocket(url, { onHead: (header) => onAnnounced(node, header), onDown: wake });
        }
        if (!single) void lookAfter(node, running.signal);
      }
    },
    close() {
      running?.abort();
      running = null;
      watch.close();
      for (const node of nodes) node.socket?.close();
      wake();
    },
    async beginTurn() {
      let unanswered: unknown;
      let refused: WrongChainError | undefined;
      for (const node of ranked()) {
        try {
          await verify(node);
          current = node;
          return;
        } catch (error) {
          const fault = faultOf(error);
          if (!fault) throw error;
          demote(node, fault);
          if (error instanceof WrongChainError) refused ??= error;
          else unanswered ??= error;
        }
      }
      throw unanswered ?? refused;
    },
    takeAnnounced() {
      const header = announced;
      if (!header || header === told || current.head?.hash !== header.hash) return null;
      told = header;
      return header;
    },
    failed(error) {
      const fault = faultOf(error);
      if (!fault) return false;
      demote(current, fault);
      return nodes.some((node) => node !== current && node.isGood(now()));
    },
    isAnnounced: () => nodes.some((node) => node.socket?.isUp() && node.isGood(now())),
    onHead(listener) {
      headListeners.add(listener);
      return () => headListeners.delete(listener);
    },
    order: () => ranked().map(({ index }) => index),
    state() {
      const best = bestHead(nodes, now());
      return {
        nodes: nodes.map((node) => node.state(best, node === current, now())),
        agreement: watch.state(),
      };
    },
    onAgreement: watch.onChange,
  };
}
