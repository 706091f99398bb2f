'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { minedIn } from '@/lib/actions/activity';
import { useActivities } from './activity-store';
import { ASKED_KEY } from './asked-key';
import { browserStorage } from './browser-storage';
import { loadReader } from './load-reader';

const RETRY_MS = 3_000;

/**
 * Follows every transaction of this chain that has no end yet, also those sent before a reload, and watches the mined
 * ones until no reorg can take them back. Looks for those that a wallet sent after the page that had asked was gone. Shows
 * nothing.
 */
export function ActivityFollower() {
  const { chainId } = useDeployment();
  const queries = useQueryClient();
  const activities = useActivities();
  const followed = useRef(new Map<string, AbortController>());

  useEffect(() => {
    for (const entry of activities) {
      const mined = minedIn(entry);
      const pending = entry.state.status === 'pending';
      if (entry.chainId !== chainId || (!pending && (mined?.final ?? true))) continue;
      const key = `${entry.id}/${mined?.blockHash ?? 'pending'}`;
      if (followed.current.has(key)) continue;
      const controller = new AbortController();
      followed.current.set(key, controller);
      void followUntilDone(controller.signal, async () => {
        const [reader, track] = await Promise.all([loadReader(), import('./track-activity')]);
        await (pending
          ? track.trackActivity(entry, reader, queries, controller.signal)
          : track.guardMined(entry, reader, controller.signal));
      }).finally(() => followed.current.delete(key));
    }
  }, [activities, chainId, queries]);

  useEffect(() => {
    if (!browserStorage().getItem(ASKED_KEY)) return;
    const controller = new AbortController();
    void followUntilDone(controller.signal, async () => {
      const [reader, { followAsked }] = await Promise.all([loadReader(), import('./follow-asked')]);
      await followAsked(reader, controller.signal);
    });
    return () => controller.abort();
  }, []);

  useEffect(() => {
    const all = followed.current;
    return () => {
      for (const controller of all.values()) controller.abort();
      all.clear();
    };
  }, []);
  return null;
}

/** Code that could not be fetched is fetched again: a transaction is never left without its end. */
async function followUntilDone(signal: AbortSignal, attempt: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
