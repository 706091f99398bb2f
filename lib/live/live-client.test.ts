import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLiveStream } from './live-client';

/** What the browser has, as far as the stream uses it; a test says what comes. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }
  close() {
    this.readyState = FakeEventSource.CLOSED;
  }
  send(type: string, data: unknown, lastEventId: string) {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }
}

const hash = `0x${'ab'.repeat(32)}`;
const agreement = { state: 'single', block: null, since: 5, differences: [] };
const ancestor = { number: 7, hash, parentHash: `0x${'aa'.repeat(32)}`, timestamp: 5 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeEventSource);
  FakeEventSource.opened = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function start() {
  const states: string[] = [];
  const messages: string[] = [];
  const stream = openLiveStream({
    path: '/api/live',
    since: '5-0x55',
    onState: (state) => states.push(state),
    onMessage: ({ type }) => messages.push(type),
  });
  return { stream, states, messages };
}

test('begins where the page was made; after a refusal comes back where it stopped', () => {
  const { messages, stream } = start();
  const [first] = FakeEventSource.opened;
  expect(first?.url).toBe('/api/live?lastEventId=5-0x55');
  first?.send('rollback', { type: 'rollback', ancestor }, `7-${hash}`);
  vi.advanceTimersByTime(1);
  expect(messages).toEqual(['rollback']);
  first?.close();
  first?.onerror?.();
  vi.advanceTimersByTime(2_000);
  expect(FakeEventSource.opened.map(({ url }) => url).at(-1)).toBe(`/api/live?lastEventId=7-${hash}`);
  expect(FakeEventSource.opened).toHaveLength(2);
  stream.close();
});

test('after a long silence opens another stream, and none while messages come', () => {
  const { states, stream } = start();
  for (let n = 0; n < 5; n += 1) {
    vi.advanceTimersByTime(40_000);
    FakeEventSource.opened[0]?.send('rollback', { type: 'rollback', ancestor }, `7-${hash}`);
  }
  expect(FakeEventSource.opened).toHaveLength(1);
  vi.advanceTimersByTime(46_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  expect(FakeEventSource.opened[0]?.readyState).toBe(FakeEventSource.CLOSED);
  expect(states).toEqual(['closed']);
  stream.close();
  vi.advanceTimersByTime(100_000);
  expect(FakeEventSource.opened).toHaveLength(2);
});

test('messages keep their order; one that was read before the stream was closed changes nothing after', () => {
  const { messages, stream } = start();
  const [first] = FakeEventSource.opened;
  first?.send('rollback', { type: 'rollback', ancestor }, `7-${hash}`);
  first?.send('agreement', { type: 'agreement', agreement }, '');
  vi.advanceTimersByTime(1);
  expect(messages).toEqual(['rollback', 'agreement']);
  first?.send('rollback', { type: 'rollback', ancestor }, `7-${hash}`);
  stream.close();
  vi.advanceTimersByTime(1);
  expect(messages).toEqual(['rollback', 'agreement']);
});
