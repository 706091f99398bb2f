import type { Env } from '@/lib/chain/env';

type Fields = Record<string, unknown>;
const severities = ['debug', 'info', 'warn', 'error'] as const;
type Severity = (typeof severities)[number];

export type Log = Record<Severity, (message: string, fields?: Fields) => void>;

/**
 * One JSON object a line: time, level, message and fields. Of an error, its message is written, and where it was
 * thrown at `debug`. viem's long messages name the node's address, which may hold a key: the short one is taken.
 */
export function createLog(
  level: Env['LOG_LEVEL'],
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Log {
  const least = level === 'silent' ? severities.length : severities.indexOf(level);
  const at =
    (severity: Severity) =>
    (message: string, fields: Fields = {}) => {
      if (severities.indexOf(severity) < least) return;
      write(JSON.stringify({ time: new Date().toISOString(), level: severity, message, ...fields }, plain));
    };
  const plain = (_key: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return value.toString();
    if (!(value instanceof Error)) return value;
    const text = 'shortMessage' in value ? value.shortMessage : value.message;
    return { name: value.name, message: text, ...(level === 'debug' && { thrown: placesOf(value) }) };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The lines of a stack that name places; those above them repeat the message. */
const placesOf = ({ stack }: Error): string[] =>
  (stack ?? '').split('\n').flatMap((line) => (line.startsWith('    at ') ? [line.trim()] : []));
