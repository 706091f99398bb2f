import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const quantity = z.string().transform(Number);
const question = z.looseObject({
  id: z.unknown(),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});
const range = z.object({ fromBlock: quantity, toBlock: quantity });

/** A node that tells no logs of more than so many blocks at once, as most of those that are let do. */
export async function createStrictNode(target: string, mostBlocks: number) {
  /** blocks that each question for logs has spanned, those that were refused included */
  const spans: number[] = [];
  let held = Promise.resolve();

  const isRefused = ({ method, params }: z.output<typeof question>): boolean => {
    if (method !== 'eth_getLogs') return false;
    const { fromBlock, toBlock } = range.parse(params[0]);
    spans.push(toBlock - fromBlock + 1);
    return toBlock - fromBlock + 1 > mostBlocks;
  };
  async function answer(body: unknown): Promise<unknown> {
    if (Array.isArray(body)) return Promise.all(body.map(answer));
    const asked = question.parse(body);
    if (isRefused(asked)) {
      const error = { code: -32_005, message: `query exceeds max block range ${mostBlocks}` };
      return { jsonrpc: '2.0', id: asked.id, error };
    }
    if (asked.method === 'eth_getLogs') await held;
    const headers = { 'content-type': 'application/json' };
    return (await fetch(target, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  }

  const server = createServer(async (request, response) => {
    const answered = await answer(JSON.parse(await text(request)));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    /** From now on nothing is told of logs until what it returns is called. */
    hold(): () => void {
      let letGo = () => {};
      held = new Promise((resolve) => {
        letGo = resolve;
      });
      return letGo;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
