import { format } from 'node:util';
import type { Log } from './log';

/**
 * What libraries complain about on the console becomes lines of our log: structured, and without secrets. Next writes
 * errors of pages there in full.
 */
export function consoleToLog(log: Log): void {
  console.error = (...said: unknown[]) => log.error(format(...said));
  console.warn = (...said: unknown[]) => log.warn(format(...said));
}
