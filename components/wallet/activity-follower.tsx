'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { useActivities } from './activity-store';
import { loadEngine } from './load-engine';

const RETRY_MS = 3_000;

/** Follows every transaction of this chain that has no end yet, also those sent before a reload. Shows nothing. */
export function ActivityFollower() {
  const { chainId } = useDeployment();
  const queries = useQueryClient();
  const activities = useActivities();
  const followed = useRef(new Map<string, AbortController>());

  useEffect(() => {
    for (const entry of activities) {
      if (entry.state.status !== 'pending' || entry.chainId !== chainId) continue;
      if (followed.current.has(entry.id)) continue;
      const controller = new AbortController();
      followed.current.set(entry.id, controller);
      void followUntilDone(controller.signal, async () => {
        const [engine, { trackActivity }] = await Promise.all([loadEngine(), import('./track-activity')]);
        await trackActivity(entry, engine, queries, controller.signal);
      });
    }
  }, [activities, chainId, queries]);

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
