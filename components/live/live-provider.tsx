'use client';
'use no memo';
import { notifyManager, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { idle } from '@/components/ui/idle';
import type { Agreement, Deployment, PoolsAnswer } from '@/lib/domain/api';
import type { BlockRef } from '@/lib/domain/entities';
import { liveId } from '@/lib/domain/live-id';
import { createLiveStore } from '@/lib/live/live-store';
import { keys, poolsQueryOptions } from '@/lib/live/queries';
import { createQueryClient } from '@/lib/live/query-client';
import { createRefetch } from '@/lib/live/refetch';
import { LiveContext } from './live-context';

/** How often an answer that is not folded may be fetched again while blocks keep touching it. */
const REFETCH_EVERY_MS = 1000;
const POLL_EVERY_MS = 5000;

/** Keeps every answer below it live: one stream a page, polling while the stream is gone. */
export function LiveProvider({
  deployment,
  head,
  agreement,
  children,
}: {
  deployment: Deployment;
  head: BlockRef | null;
  agreement: Agreement;
  children: ReactNode;
}) {
  const [client] = useState(createQueryClient);
  const [store] = useState(() => createLiveStore(head, agreement, notifyManager.schedule));
  const [since] = useState(head ? liveId(head) : '');

  useEffect(() => {
    const { refetch, clear } = createRefetch(client, REFETCH_EVERY_MS);
    const gone = new AbortController();
    const closed = () => store.set({ stream: 'closed' });
    void whenLoaded(gone.signal, closed, (engine) => {
      const { applyMessage, askAgainWhenOvertaken, headOf, openLiveStream, seenBlock } = engine;
      const stream = openLiveStream({
        path: '/api/live',
        // From the block the page was rendered at: what came since is replayed, nothing is missed.
        since,
        onState: (state) => store.set({ stream: state }),
        // A message is taken in first, and drawn in a task of its own: all of it at once, block and answers.
        onMessage: (message) =>
          notifyManager.batch(() => {
            applyMessage(client, message, deployment.epochLength, refetch);
            switch (message.type) {
              case 'delta':
                return store.heard(headOf(message));
              case 'snapshot':
                return store.read(message.pools.at);
              case 'rollback': {
                const { number, hash, timestamp } = message.ancestor;
                return store.heard({ number, hash, timestamp, finality: 'latest' });
              }
              case 'agreement':
                return store.set({ agreement: message.agreement });
            }
          }),
      });
      gone.signal.addEventListener('abort', stream.close);
      gone.signal.addEventListener('abort', askAgainWhenOvertaken(client, seenBlock, refetch));
    });
    const poll = setInterval(() => {
      if (store.get().stream === 'open') return;
      client
        .fetchQuery({ ...poolsQueryOptions(), staleTime: 0 })
        .then((pools: PoolsAnswer) => {
          store.set({ pollFailed: false });
          store.read(pools.at);
          void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.pools()[0] });
        })
        .catch(() => store.set({ pollFailed: true }));
      // A server that is not ready refuses; what it said last stands.
      import('@/lib/live/read-answer')
        .then(({ readAnswer }) => readAnswer('readyAnswer', '/api/health/ready'))
        .then(({ follower }) => store.set({ agreement: follower.agreement }))
        .catch(() => {});
    }, POLL_EVERY_MS);
    return () => {
      gone.abort();
      clearInterval(poll);
      clear();
    };
  }, [client, store, deployment.epochLength, since]);

  return (
    <LiveContext value={{ store, deployment }}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </LiveContext>
  );
}

type LiveEngine = typeof import('@/lib/live/live-engine');
const LOAD_AGAIN_MS = 2000;

/** The stream's code comes after the page; where it cannot be fetched it is tried again, and the page polls. */
async function whenLoaded(
  signal: AbortSignal,
  onFailure: () => void,
  use: (engine: LiveEngine) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      // After what is on screen, and in pieces that are made ready in tasks of their own: as one it would hold up a phone.
      await idle();
      const { loadInPieces } = await import('@/lib/live/load-in-pieces');
      const engine = await loadInPieces();
      if (!signal.aborted) use(engine);
      return;
    } catch {
      onFailure();
      await new Promise((resolve) => setTimeout(resolve, LOAD_AGAIN_MS));
    }
  }
}
