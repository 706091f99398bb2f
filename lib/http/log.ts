import type { Env } from '@/lib/chain/env';

type Fields = Record<string, unknown>;
const severities = ['debug', 'info', 'warn', 'error'] as const;
type Severity = (typeof severities)[number];

export type Log = Record<Severity, (message: string, fields?: Fields) => void>;

/**
 * One JSON object a line: time, level, message and fields. An error's message is written, its stack only at `debug`.
 * Whoever logs must not pass secrets: addresses of nodes and databases may hold some.
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
    return { name: value.name, message: value.message, ...(level === 'debug' && { stack: value.stack }) };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
