import 'server-only';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { connection } from 'next/server';
import type { Deployment } from '@/lib/domain/api';
import { isNotReady } from '@/lib/http/not-ready';
import { getRuntime, serverLog } from '@/lib/http/runtime';
import { createQueryClient } from '@/lib/live/query-client';
import { type Read, readTogether } from './view';

/** One thing a page shows: the key that the browser will look for it under, and the read model that fills it. */
export type Prefetch = { options: { queryKey: QueryKey }; read: Read<unknown> };

/**
 * Reads all that a page shows at one block, and hands it to the browser's cache:
 *
 *     const queryClient = await prefetch([{ options: poolsQueryOptions(), read: readPools }]);
 *     return <HydrationBoundary state={dehydrate(queryClient)}>…</HydrationBoundary>;
 *
 * What does not exist makes the page a 404. While the server has nothing to read from, the cache stays empty: the
 * layout shows why ({@link readReadiness}).
 */
export async function prefetch(items: readonly Prefetch[]): Promise<QueryClient> {
  await connection();
  const queryClient = createQueryClient();
  const answers = await readOrNothing(items.map((item) => item.read));
  items.forEach(({ options }, index) => {
    const answer = answers?.[index];
    if (answer === null) notFound();
    if (answer !== undefined) queryClient.setQueryData(options.queryKey, answer);
  });
  return queryClient;
}

async function readOrNothing(models: readonly Read<unknown>[]): Promise<unknown[] | null> {
  try {
    return await readTogether(await getRuntime(), models);
  } catch (error) {
    if (isNotReady(error)) return null;
    throw error;
  }
}

/** Whether there is anything to show; if not, why, in words for a visitor. */
export type Readiness = { ready: true; deployment: Deployment } | { ready: false; reason: string };

/** For the layout: the deployment that the browser needs, or the reason why there is nothing yet. */
export async function readReadiness(): Promise<Readiness> {
  await connection();
  try {
    const { deployment, follower } = await getRuntime();
    const { head, lastError } = follower.state();
    if (head !== null) return { ready: true, deployment };
    return { ready: false, reason: lastError ?? 'The first blocks are being read from the chain.' };
  } catch (error) {
    if (isNotReady(error)) return { ready: false, reason: error.message };
    serverLog.error('the layout could not be told whether the server is ready', { error });
    throw error;
  }
}
