import { webSocket } from 'viem';

const RETRY_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;

/**
 * Says when it is time to look at the chain's head: at once when the node announces a block over its WebSocket, and
 * in any case after `pollMs`, since an announcement can be lost and a socket can hang. Without a WebSocket, or
 * while it is down, polling is all there is. Intervals are spread at random: a poll in step with the blocks would
 * always come at the same, perhaps the worst, moment.
 */
export type HeadSignal = {
  /** Resolves at the next announcement, one that came since the last wait included, or after the poll interval. */
  wait: () => Promise<void>;
  /** Ends a wait. */
  wake: () => void;
  close: () => void;
};

export function createHeadSignal({
  wsUrl,
  pollMs,
  idlePollMs,
}: {
  wsUrl: string | undefined;
  /** while blocks are not announced */
  pollMs: number;
  /** while they are */
  idlePollMs: number;
}): HeadSignal {
  let announced = false;
  let release: (() => void) | undefined;
  const wake = () => {
    announced = true;
    release?.();
  };
  const socket = wsUrl ? subscribe(wsUrl, wake) : null;

  return {
    wake,
    async wait() {
      if (!announced) {
        const interval = (socket?.isUp() ? idlePollMs : pollMs) * (0.7 + 0.6 * Math.random());
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, interval);
          release = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        release = undefined;
      }
      announced = false;
    },
    close() {
      wake();
      socket?.close();
    },
  };
}

/** Keeps a subscription to new heads, opened again for as long as it takes. */
function subscribe(url: string, onHead: () => void) {
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
        onHead(); // what would have been announced is polled for from now on
      };
      await value?.subscribe({ params: ['newHeads'], onData: onHead, onError: drop });
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

let opened = 0;

/** viem shares a socket among all that ask for one of equal settings; here whoever closes it must be alone. */
function openTransport(url: string) {
  opened += 1;
  const keepAlive = { interval: KEEP_ALIVE_MS + opened };
  return webSocket(url, { reconnect: false, retryCount: 0, keepAlive })({});
}
