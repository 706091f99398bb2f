import { webSocket } from 'viem';
import { z } from 'zod';
import { type ChainHeader, readHeader } from '../chain-reader';

const RETRY_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;

export type HeadSocket = {
  isUp: () => boolean;
  close: () => void;
};

/**
 * Keeps a subscription to new heads, opened again for as long as it takes. `onHead` is given each header, null for one
 * that cannot be read; `onDown` is called when the connection breaks, since what would have been announced must be
 * asked for from then on.
 */
export function openHeadSocket(
  url: string,
  { onHead, onDown }: { onHead: (header: ChainHeader | null) => void; onDown: () => void },
): HeadSocket {
  let up = false;
  let closed = false;
  let hangUp = () => {};
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = async () => {
    try {
      const { value } = openTransport(url);
      const client = await value?.getRpcClient();
      hangUp = () => client?.close();
      if (closed) return hangUp();
      let dropped = false;
      const drop = () => {
        if (dropped) return;
        dropped = true;
        up = false;
        client?.close(); // viem keeps a timer for a socket that has died, until it is closed
        openLater();
        onDown();
      };
      await value?.subscribe({
        params: ['newHeads'],
        onData: (data) => onHead(headerIn(data)),
        onError: drop,
      });
      up = !dropped;
    } catch {
      hangUp();
      openLater();
    }
  };
  const openLater = () => {
    clearTimeout(retry);
    if (!closed) retry = setTimeout(open, RETRY_MS);
  };
  void open();

  return {
    isUp: () => up,
    close() {
      closed = true;
      up = false;
      clearTimeout(retry);
      hangUp();
    },
  };
}

const announcement = z.looseObject({ result: z.unknown() });

function headerIn(data: unknown): ChainHeader | null {
  const parsed = announcement.safeParse(data);
  return parsed.success ? readHeader(parsed.data.result) : null;
}

let opened = 0;

/** viem shares a socket among all that ask for one of equal settings; here whoever closes it must be alone. */
function openTransport(url: string) {
  opened += 1;
  const keepAlive = { interval: KEEP_ALIVE_MS + opened };
  return webSocket(url, { reconnect: false, retryCount: 0, keepAlive })({});
}
