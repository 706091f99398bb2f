import { BaseError, HttpRequestError, RpcError, TimeoutError } from 'viem';
import type { NodeState } from '@/lib/domain/api';
import { BadAnswerError, BrokenChainError } from '../chain-reader';
import { UndecodableLogError } from '../decode';
import { WrongChainError } from '../source';
import { LyingNodeError } from './log-check';

/** A node did not answer in a time in which others would have. */
export class SlowNodeError extends Error {
  override name = 'SlowNodeError';
  constructor() {
    super('the chain node takes too long to answer');
  }
}

export type FaultKind = Exclude<NodeState['status'], 'unknown' | 'good'>;
/** What a node did wrong. `reason` is for a public page; `pauseMs`, where the node said so itself, for how long to spare it. */
export type Fault = { kind: FaultKind; reason: string; pauseMs?: number };

/** JSON-RPC errors by which nodes ask to be asked less often. */
const LIMIT_CODES: ReadonlySet<number> = new Set([-32_005, -32_016, -32_029, 429]);
const MOST_PAUSE_MS = 120_000;

/** The node's part in a failure; null when it had none: the chain moved, or the trouble is ours. */
export function faultOf(error: unknown): Fault | null {
  if (error instanceof WrongChainError) return { kind: 'wrong-chain', reason: error.message };
  if (error instanceof LyingNodeError) return { kind: 'lying', reason: sentence(error.reason) };
  if (error instanceof BrokenChainError) {
    return { kind: 'lying', reason: 'Its blocks do not follow on each other.' };
  }
  if (error instanceof UndecodableLogError) {
    return { kind: 'lying', reason: 'A log that it told of cannot be read.' };
  }
  if (error instanceof BadAnswerError) {
    return { kind: 'silent', reason: 'It answers in an unexpected form.' };
  }
  if (error instanceof SlowNodeError || error instanceof TimeoutError) {
    return { kind: 'silent', reason: 'It takes too long to answer.' };
  }
  if (error instanceof HttpRequestError && error.status === 429) {
    const pauseMs = retryAfter(error);
    return { kind: 'limited', reason: LIMITED, ...(pauseMs !== null && { pauseMs }) };
  }
  if (error instanceof RpcError && LIMIT_CODES.has(error.code)) return { kind: 'limited', reason: LIMITED };
  if (error instanceof RpcError) return { kind: 'silent', reason: 'It refused a request.' };
  if (error instanceof BaseError) return { kind: 'silent', reason: 'It does not answer.' };
  return null;
}

const LIMITED = 'It wants to be asked less often.';

function retryAfter({ headers }: HttpRequestError): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? Math.min(MOST_PAUSE_MS, seconds * 1_000) : null;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
