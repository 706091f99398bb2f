import { z } from 'zod';
import { type LiveAgreement, type LiveMessage, liveId, liveMessage } from '@/lib/domain/api';

/** A block as far as the stream's order goes. */
export type Point = { number: number; hash: string };

/** The block a client stands at once it has taken a message in; it is also the message's id. */
export function pointOf(message: Exclude<LiveMessage, LiveAgreement>): Point {
  switch (message.type) {
    case 'snapshot':
      return message.pools.at;
    case 'delta':
      return message.block;
    case 'rollback':
      return message.ancestor;
  }
}

/** A message as Server-Sent Events carry it. */
export function encodeFrame(message: LiveMessage): Uint8Array {
  const data = JSON.stringify(z.encode(liveMessage, message));
  // What has no place among the blocks must not be taken for the place that a client stands at.
  const id = message.type === 'agreement' ? '' : `id: ${liveId(pointOf(message))}\n`;
  return text(`${id}event: ${message.type}\ndata: ${data}\n\n`);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Sent first: a client that lost us comes back after a second. */
export const OPENING = text('retry: 1000\n\n');
/** A comment, which proxies see and clients do not. */
export const HEARTBEAT = text(': \n\n');

/** Reads a `Last-Event-ID`; null for one that we never wrote. */
export function parseLiveId(id: string | null): Point | null {
  const match = /^(\d{1,15})-(0x[0-9a-f]{64})$/.exec(id ?? '');
  return match?.[1] && match[2] ? { number: Number(match[1]), hash: match[2] } : null;
}
