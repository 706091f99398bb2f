/** What can be wrong with a node, by name. Each can be switched on by itself. */
export const faultKinds = {
  // The whole reply.
  late: 'the reply comes later',
  refused: 'the connection is closed instead of a reply',
  cut: 'the connection is closed in the middle of the reply',
  short: 'the reply is complete HTTP, but its text ends too early',
  hung: 'no reply comes for long, then the connection is closed',
  tooMany: 'status 429',
  failed: 'status 500',
  html: 'a page in HTML where JSON is due',
  // One answer in a batch.
  lost: 'an answer of a batch is missing',
  doubled: 'an answer of a batch is there twice',
  shuffled: 'the answers of a batch come in another order',
  // What an answer says.
  error: 'an error of the node instead of an answer',
  missing: 'there is no such block, says the node',
  staleHead: 'an older block is called the newest',
  staleBlock: 'another block than the one of that number',
  brokenParent: 'a block names a parent that is none',
  earlier: 'what the same question was answered before, perhaps on a fork that is gone',
  emptyLogs: 'no logs where there are some',
  fewerLogs: 'some logs are missing',
  doubledLogs: 'a log is there twice',
  foreignLogs: 'the logs of another block, under the name of this one',
  alteredLogs: 'a log says something else',
  alteredView: 'a contract’s answer is another one',
  // What is announced over a WebSocket.
  headLost: 'a head is not announced',
  headDoubled: 'a head is announced twice',
  headsSwapped: 'a head is announced after its successor',
  headLate: 'a head is announced late',
  socketClosed: 'the connection is closed when a head is due',
} as const;

export type FaultKind = keyof typeof faultKinds;

/** How often each kind strikes where it can, from 0 (or left out) to 1. */
export type FaultRates = Partial<Record<FaultKind, number>>;

/**
 * Faults that an answer shows by itself, or that the next answer shows. The others are lies: an answer that is whole
 * and fits, but is not true.
 */
export const lies = ['emptyLogs', 'fewerLogs', 'foreignLogs', 'alteredLogs'] as const satisfies FaultKind[];

export const kinds = Object.keys(faultKinds) as FaultKind[]; // an object literal has no other keys

/** The same rate for each kind, but for those named. */
export const everyKind = (rate: number, but: FaultRates = {}): FaultRates => ({
  ...Object.fromEntries(kinds.map((kind) => [kind, rate])),
  ...but,
});

/** Decides for each kind whether it strikes now, and counts how often it did. */
export type Strikes = {
  /** The first of these kinds whose turn it is; null mostly. */
  strike: (...among: FaultKind[]) => FaultKind | null;
  /** Takes a strike back that found nothing to spoil. */
  undo: (kind: FaultKind) => void;
};
