import type { Env } from '@/lib/chain/env';
import { createRedact, type Redact, secretsOf } from './redact';

type Fields = Record<string, unknown>;
const severities = ['debug', 'info', 'warn', 'error'] as const;
type Severity = (typeof severities)[number];

export type Log = Record<Severity, (message: string, fields?: Fields) => void>;

/**
 * One JSON object a line: time, level, message and fields. Of an error, its message is written, and where it was
 * thrown at `debug`. viem's long messages name the node's address, Drizzle's hold every value of a statement: the
 * short one is taken, or what caused it. Whatever is left of a secret is taken out of the line at the end.
 */
export function createLog(
  level: Env['LOG_LEVEL'],
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  redact: Redact = createRedact(secretsOf(process.env)),
): Log {
  const least = level === 'silent' ? severities.length : severities.indexOf(level);
  const at =
    (severity: Severity) =>
    (message: string, fields: Fields = {}) => {
      if (severities.indexOf(severity) < least) return;
      const line = { time: new Date().toISOString(), level: severity, message, ...fields };
      write(redact(JSON.stringify(line, plain)));
    };
  const plain = (_key: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return value.toString();
    if (!(value instanceof Error)) return value;
    const thrown = level === 'debug' && { thrown: placesOf(value) };
    return { name: value.name, message: messageOf(value), ...causeOf(value), ...thrown };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Drizzle's message is the statement with all of its values. */
const isStatement = (error: Error): boolean => error.name === 'DrizzleQueryError' || 'query' in error;

function messageOf(error: Error): unknown {
  if ('shortMessage' in error) return error.shortMessage;
  return isStatement(error) ? 'a statement failed' : error.message;
}

const causeOf = ({ cause }: Error): { cause?: unknown } => (cause instanceof Error ? { cause } : {});

/** The lines of a stack that name places; those above them repeat the message. */
const placesOf = ({ stack }: Error): string[] =>
  (stack ?? '').split('\n').flatMap((line) => (line.startsWith('    at ') ? [line.trim()] : []));
