import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Random } from '../random';
import type { Strikes } from './kinds';

const LATE_MS = { least: 20, most: 250 };

/**
 * A WebSocket through to the node: what the client sends passes as it is, what the node sends passes frame by frame,
 * since only whole frames can be left out or swapped. The node neither masks nor compresses nor splits them.
 */
export function passThrough(
  request: IncomingMessage,
  client: Socket,
  target: { host: string; port: number },
  random: Random,
  strikes: Strikes,
): Socket {
  const node = connect(target.port, target.host);
  for (const [one, other] of [
    [client, node],
    [node, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
  node.write(openingOf(request));
  client.pipe(node);

  let held: Buffer | null = null;
  const send = (frame: Buffer) => {
    if (!client.destroyed) client.write(frame);
  };
  const pass = (frame: Buffer): void => {
    if (!isHead(frame)) {
      send(frame);
      return;
    }
    if (held) {
      send(frame);
      send(held);
      held = null;
      return;
    }
    switch (strikes.strike('headLost', 'headDoubled', 'headsSwapped', 'headLate', 'socketClosed')) {
      case 'headLost':
        return;
      case 'headDoubled':
        send(frame);
        send(frame);
        return;
      case 'headsSwapped':
        held = frame;
        return;
      case 'headLate':
        setTimeout(send, random.between(LATE_MS.least, LATE_MS.most), frame);
        return;
      case 'socketClosed':
        client.destroy();
        return;
      default:
        send(frame);
    }
  };
  node.on('data', createSplitter(send, pass));
  return node;
}

/** The request again, without what would let the node compress its frames. */
function openingOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === 'sec-websocket-extensions') continue;
    lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Cuts a stream into the answer to the opening, and frames. */
function createSplitter(onOpening: (opening: Buffer) => void, onFrame: (frame: Buffer) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let opened = false;
  return (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    if (!opened) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      opened = true;
      onOpening(rest.subarray(0, end + 4));
      rest = rest.subarray(end + 4);
    }
    for (
      let length = frameLength(rest);
      length !== null && length <= rest.length;
      length = frameLength(rest)
    ) {
      onFrame(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
}

/** Bytes of the frame that begins here (RFC 6455, 5.2), its head included; null while even that is not complete. */
function frameLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  if (short < 126) return 2 + short;
  if (short === 126) return bytes.length < 4 ? null : 4 + bytes.readUInt16BE(2);
  return bytes.length < 10 ? null : 10 + Number(bytes.readBigUInt64BE(2));
}

const isHead = (frame: Buffer): boolean => frame.includes('"eth_subscription"');
