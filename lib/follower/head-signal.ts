import { webSocket } from 'viem';

const RETRY_MS = 1_000;

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
  close: () => Promise<void>;
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
    async close() {
      wake();
      await socket?.close();
    },
  };
}

/** Keeps a subscription to new heads, opened again for as long as it takes. */
function subscribe(url: string, onHead: () => void) {
  let up = false;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = async () => {
    const transport = webSocket(url, { reconnect: false, retryCount: 0 })({});
    const drop = async () => {
      if (up) onHead(); // look at once: what it would have announced is polled for from now on
      up = false;
      if (closed || retry) return;
      retry = setTimeout(() => {
        retry = undefined;
        void open();
      }, RETRY_MS);
      // viem keeps a socket for each address, also a dead one, until it is closed.
      await closeSocket(transport);
    };
    try {
      const subscription = await transport.value?.subscribe({
        params: ['newHeads'],
        onData: onHead,
        onError: () => void drop(),
      });
      up = subscription !== undefined;
      current = transport;
      if (closed) await closeSocket(transport);
    } catch {
      await drop();
    }
  };
  let current: ReturnType<ReturnType<typeof webSocket>> | undefined;
  void open();

  return {
    isUp: () => up,
    async close() {
      closed = true;
      up = false;
      clearTimeout(retry);
      if (current) await closeSocket(current);
    },
  };
}

async function closeSocket(transport: ReturnType<ReturnType<typeof webSocket>>): Promise<void> {
  try {
    (await transport.value?.getRpcClient())?.close();
  } catch {
    // It never opened, so there is nothing to close.
  }
}
