import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '@/devnet/child';
import { freePort } from '@/lib/testing/free-port';

export type BenchServer = { baseUrl: string; port: number; pid: number; stop: () => Promise<void> };

const LISTEN_TIMEOUT_MS = 60_000;

/** The production server on a free port, answering; needs a build before. `settings` are its environment. */
export async function startServer(settings: Record<string, string>): Promise<BenchServer> {
  const port = await freePort();
  const child = await startChild(
    'server',
    'sh',
    [join('scripts', 'start.sh'), '--port', String(port), '--hostname', '127.0.0.1'],
    { cwd: process.cwd(), env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...settings } },
  );
  const baseUrl = `http://127.0.0.1:${port}`;
  await untilAnswering(child, baseUrl);
  return { baseUrl, port, pid: child.pid, stop: () => child.stop() };
}

async function untilAnswering(child: Child, baseUrl: string): Promise<void> {
  const end = Date.now() + LISTEN_TIMEOUT_MS;
  while (child.running() && Date.now() < end) {
    const response = await fetch(`${baseUrl}/api/health/live`).catch(() => null);
    if (response?.ok) return;
    await sleep(100);
  }
  const words = child.lastLines();
  await child.stop();
  throw new Error(`The server does not answer.\n${words}`);
}
