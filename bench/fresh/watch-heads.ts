import { webSocket } from 'viem';
import { z } from 'zod';
import { createSightings, type Sightings } from './sightings';

const announcement = z.object({ result: z.object({ number: z.coerce.number() }) });

/** When a WebSocket client of the node hears of each block: the moment from which everything is counted. */
export async function watchHeads(rpcUrl: string): Promise<{ heads: Sightings; close: () => void }> {
  const heads = createSightings('the WebSocket client');
  const { value } = webSocket(rpcUrl.replace(/^http/, 'ws'), { reconnect: false, retryCount: 0 })({});
  if (!value) throw new Error('the WebSocket transport has no socket');
  const client = await value.getRpcClient();
  await value.subscribe({
    params: ['newHeads'],
    onData: (data) => heads.see(announcement.parse(data).result.number),
  });
  return { heads, close: () => client.close() };
}
