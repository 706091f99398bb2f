import { type LiveMessage, liveMessage } from '@/lib/domain/api';
import { blockOfLiveId } from '@/lib/domain/live-id';
import { sawBlock } from './seen-block';

/** Longer than a chain is silent while it is well. */
const SILENCE_MS = 45_000;

/**
 * The browser's end of `/api/live`. EventSource comes back by itself after a broken connection and says which
 * block it saw last; after an answer that is no stream it gives up, so we open another one, later and later. A server
 * that stands still breaks nothing and says nothing: after a long silence the stream is opened anew, perhaps at another.
 */
export function openLiveStream({
  path,
  since,
  onMessage,
  onState,
}: {
  path: string;
  /** `Last-Event-ID` to begin after; empty for a snapshot */
  since: string;
  onMessage: (message: LiveMessage) => void;
  onState: (state: 'open' | 'closed') => void;
}): { close: () => void } {
  let source: EventSource | null = null;
  let lastId = since;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      source?.close();
      onState('closed');
      open();
    }, SILENCE_MS);
  };

  const open = () => {
    const url = lastId ? `${path}?lastEventId=${encodeURIComponent(lastId)}` : path;
    const stream = new EventSource(url);
    source = stream;
    heard();
    stream.onopen = () => {
      attempts = 0;
      onState('open');
    };
    stream.onerror = () => {
      onState('closed');
      if (stream.readyState !== EventSource.CLOSED || closed) return;
      stream.close();
      clearTimeout(silence);
      attempts += 1;
      timer = setTimeout(open, Math.min(15_000, 500 * 2 ** attempts) * (0.75 + Math.random() / 2));
    };
    const receive = (event: MessageEvent<string>) => {
      heard();
      const message = liveMessage.safeParse(JSON.parse(event.data));
      if (!message.success) {
        // A newer server may speak of things this page does not know: start over from what it can read.
        console.warn('A message of the live stream is not understood', message.error);
        return;
      }
      lastId = event.lastEventId || lastId;
      // Before anything is asked for again because of it.
      if (lastId) sawBlock(blockOfLiveId(lastId));
      // In a task of its own: to read a message and to take it over in one would hold up a phone.
      setTimeout(() => {
        if (!closed) onMessage(message.data);
      });
    };
    for (const type of ['snapshot', 'delta', 'rollback', 'agreement']) stream.addEventListener(type, receive);
    stream.onmessage = receive;
  };
  open();

  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(silence);
      source?.close();
    },
  };
}
