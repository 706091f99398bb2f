import type { LiveAgreement, LiveMessage } from '@/lib/domain/api';
import type { ChainEvent } from '@/lib/domain/events';
import { liveId } from '@/lib/domain/live-id';
import { wireJson } from './wire-json';

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
export const encodeFrame = (message: LiveMessage): Uint8Array => frame(message, wireJson(message));

/**
 * The same for a delta of which a client gets some events only. However many filters there are, each event becomes
 * JSON once.
 */
export function encodeDelta(
  message: Extract<LiveMessage, { type: 'delta' }>,
  passing: readonly ChainEvent[],
): Uint8Array {
  const events = passing.map(eventJson).join(',');
  return frame(message, `{"type":"delta","block":${wireJson(message.block)},"events":[${events}]}`);
}

const kept = new WeakMap<ChainEvent, string>();
function eventJson(event: ChainEvent): string {
  const json = kept.get(event) ?? wireJson(event);
  kept.set(event, json);
  return json;
}

const text = (value: string): Uint8Array => Buffer.from(value);

function frame(message: LiveMessage, json: string): Uint8Array {
  // What has no place among the blocks must not be taken for the place that a client stands at.
  const id = message.type === 'agreement' ? '' : `id: ${liveId(pointOf(message))}\n`;
  return text(`${id}event: ${message.type}\ndata: ${json}\n\n`);
}

/**
 * Sent first: when a client that lost us comes back, in milliseconds. Not the same for all: a server that ends would
 * send thousands to the next one in the same instant.
 */
const OPENINGS = [700, 900, 1_100, 1_300, 1_500, 1_700, 1_900].map((ms) => text(`retry: ${ms}\n\n`));
let opened = 0;
export function opening(): Uint8Array {
  opened += 1;
  return OPENINGS[opened % OPENINGS.length] ?? HEARTBEAT;
}

/** A comment, which proxies see and clients do not. */
export const HEARTBEAT = text(': \n\n');

/** Reads a `Last-Event-ID`; null for one that we never wrote. */
export function parseLiveId(id: string | null): Point | null {
  const match = /^(\d{1,15})-(0x[0-9a-f]{64})$/.exec(id ?? '');
  return match?.[1] && match[2] ? { number: Number(match[1]), hash: match[2] } : null;
}
