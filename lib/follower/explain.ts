import { DrizzleQueryError } from 'drizzle-orm';
import { BaseError, HttpRequestError } from 'viem';
import { MissingEntityError } from '@/lib/domain/reduce';
import { BadAnswerError, BrokenChainError } from './chain-reader';
import { UndecodableLogError } from './decode';
import { LyingNodeError } from './nodes/log-check';
import { SourceError } from './source';

/**
 * Why the follower stands still, for a public page: never an address of a node or a database, which may hold a key.
 */
export function explain(error: unknown): string {
  if (error instanceof SourceError) return error.message;
  if (error instanceof MissingEntityError) {
    return `The database lacks what an event presupposes: ${error.message}. It must be filled anew.`;
  }
  const isOurs = [BadAnswerError, BrokenChainError, LyingNodeError, UndecodableLogError].some(
    (kind) => error instanceof kind,
  );
  if (isOurs && error instanceof Error) return capital(error.message);
  if (error instanceof BaseError) return explainNode(error);
  return 'A block could not be written to the database; the reason is in the log.';
}

/** The error for the log: viem's messages name the node's address, Drizzle's hold every row of a statement. */
export function forLog(error: unknown): unknown {
  if (error instanceof HttpRequestError && error.status) {
    return `${error.name}: the node answers with status ${error.status}`;
  }
  if (error instanceof BaseError) return `${error.name}: ${error.shortMessage}`;
  if (error instanceof DrizzleQueryError) return error.cause ?? error.name;
  return error;
}

function explainNode(error: BaseError): string {
  switch (error.name) {
    case 'HttpRequestError':
    case 'SocketClosedError':
    case 'WebSocketRequestError':
      return 'The chain node does not answer.';
    case 'TimeoutError':
      return 'The chain node takes too long to answer.';
    default:
      return `The chain node refused a request (${error.name}).`;
  }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
