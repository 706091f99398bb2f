import { runMalformed } from '@/e2e/malformed/run';
import { startStack } from '@/e2e/support/stack';

/**
 * Malformed requests against the built server, made from its own document: `npm run fuzz:api [-- requests [seed]]`.
 * Prints what they were answered with; ends with 1 and the smallest request that was answered wrongly.
 */
const [requests = 10_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const stack = await startStack({ TRUST_PROXY: '1' });
try {
  console.log(`${requests} requests, seed ${seed}`);
  const { byStatus, routes, slowestMs } = await runMalformed(stack.baseUrl, { requests, seed });
  for (const [status, count] of [...byStatus].sort(([a], [b]) => a - b)) console.log(`${status}  ${count}`);
  console.log(`${routes.size} routes, slowest answer ${Math.round(slowestMs)} ms, nothing wrong`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stack.stop();
}
