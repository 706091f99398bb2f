/** Where one client's bytes go. The bytes are shared among clients: a sink keeps them, but never changes them. */
export type Sink = {
  write(bytes: Uint8Array): void;
  /** bytes that were handed over and have not left yet */
  waiting(): number;
  /** Ends it in good order. */
  end(): void;
  /** Cuts it off with all that waits. */
  cut(): void;
};

/** Begins a stream into a sink, and returns what ends it when the client goes. */
export type Join = (sink: Sink) => () => void;

/** A stream for servers that answer with a `Response`. It costs some 100 kB a client; see `node-stream.ts`. */
export function webStream(join: Join, signal: AbortSignal): ReadableStream<Uint8Array> {
  let leave = () => {};
  let open = true;
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start(controller) {
      const end = () => {
        if (open) controller.close();
        open = false;
      };
      leave = join({
        write: (bytes) => controller.enqueue(bytes),
        waiting: () => UNLIMITED - (controller.desiredSize ?? UNLIMITED),
        end,
        cut() {
          open = false;
          controller.error(new Error('The client reads too slowly.'));
        },
      });
      const gone = () => {
        leave();
        end();
      };
      if (signal.aborted) gone();
      else signal.addEventListener('abort', gone, { once: true });
    },
    cancel() {
      open = false;
      leave();
    },
  };
  return new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: UNLIMITED }));
}

/** The hub looks at what waits, and decides. */
const UNLIMITED = Number.MAX_SAFE_INTEGER;
