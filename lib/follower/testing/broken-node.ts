import { once } from 'node:events';
import { createServer } from 'node:http';

/** A node in front of another, which can be made to name wrong parents in every block it tells of. */
export async function createBrokenNode(target: string) {
  let broken = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    response.setHeader('content-type', 'application/json');
    response.end(broken ? text.replace(/"parentHash":"0x....../g, '"parentHash":"0xbadbad') : text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    breakParents() {
      broken = true;
    },
    mend() {
      broken = false;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
