import { connect, type Socket } from 'node:net';

/**
 * As many GETs as a server answers, over connections that stay open, each with one request at a time. Written for
 * little work of its own: it shares the machine with what it measures.
 *
 * @param headers of each request, ending in `\r\n`
 * @returns answers a second; throws when one is no 200 or has no length
 */
export async function requestsPerSecond(
  {
    port,
    path,
    connections = 16,
    seconds,
  }: { port: number; path: string; connections?: number; seconds: number },
  headers: () => string = () => '',
): Promise<number> {
  const started = performance.now();
  const end = started + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: connections }, () =>
      ask(port, end, () => `GET ${path} HTTP/1.1\r\nhost: x\r\n${headers()}\r\n`),
    ),
  );
  const answered = counts.reduce((sum, count) => sum + count, 0);
  return answered / ((performance.now() - started) / 1000);
}

function ask(port: number, end: number, request: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answered = 0;
    let waiting = Buffer.alloc(0);
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(request()));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      const whole = lengthOf(waiting);
      if (whole instanceof Error) {
        socket.destroy();
        reject(whole);
        return;
      }
      if (whole === null || waiting.length < whole) return;
      waiting = waiting.subarray(whole);
      answered += 1;
      if (performance.now() < end) {
        socket.write(request());
        return;
      }
      socket.end();
      resolve(answered);
    });
  });
}

const END_OF_HEAD = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/** Bytes of the answer that begins here; null while that cannot be told. */
function lengthOf(bytes: Buffer): number | null | Error {
  const head = bytes.indexOf(END_OF_HEAD);
  if (head === -1) return null;
  const text = bytes.toString('latin1', 0, head);
  if (!text.startsWith('HTTP/1.1 200')) return new Error(`answered ${text.split('\r\n', 1)[0]}`);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (length !== undefined) return head + END_OF_HEAD.length + Number(length);
  const last = bytes.indexOf(LAST_CHUNK, head + END_OF_HEAD.length - 2);
  return last === -1 ? null : last + LAST_CHUNK.length;
}
