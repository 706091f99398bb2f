import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The requests of this process that are not answered in full yet, streams included. */
export type RequestsUnderWay = {
  count(): number;
  /** True once there are none; false if there are still some when the time is over. */
  ended(withinMs: number): Promise<boolean>;
  /** From now on no connection is accepted, and those on which nothing happens are closed. */
  close(): void;
};

const LOOK_EVERY_MS = 20;

/** Counts from now on. Next owns the server, so it is known from the first request on. */
export function watchRequests(): RequestsUnderWay {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  subscribe('http.server.request.start', (message) => {
    // Node's documentation says what this channel carries.
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  return {
    count: () => open.size,
    async ended(withinMs) {
      const deadline = Date.now() + withinMs;
      while (open.size > 0 && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
      return open.size === 0;
    },
    close() {
      for (const server of servers) {
        server.close();
        server.closeIdleConnections();
      }
    },
  };
}
