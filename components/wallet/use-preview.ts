'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ActionKind, IntentOf } from '@/lib/actions/registry';
import type { Hex } from '@/lib/domain/codecs';
import { loadReader } from './load-reader';
import type { Checked } from './run-action';

/** A preview ages with the chain: it is asked for again this often while a form shows it. */
const AGAIN_MS = 4_000;
const TYPING_MS = 250;

/** The last value that stood still for a moment, so that each keystroke is not a question to the chain. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export type PreviewState<Kind extends ActionKind> =
  | { is: 'none' }
  /** `before` is what was known for what was typed before: it keeps its place until the new one is there */
  | { is: 'checking'; before: Checked<Kind> | null }
  | { is: 'known'; checked: Checked<Kind> };

/**
 * What the chain says to an intent, kept up to date. `key` names the intent: it changes exactly when the intent does.
 * Null while there is nothing to ask, or nobody to ask for.
 */
export function usePreview<Kind extends ActionKind>(
  kind: Kind,
  request: { key: string; intent: IntentOf<Kind>; account: Hex } | null,
): PreviewState<Kind> {
  const wanted = request ? `${request.account}/${request.key}` : null;
  const settled = useSettled(wanted);
  const ready = request !== null && settled === wanted;
  const query = useQuery({
    queryKey: ['preview', kind, wanted],
    enabled: ready,
    staleTime: 0,
    gcTime: 30_000,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
    retry: 3,
    queryFn: async (): Promise<Checked<Kind>> => {
      if (!request) throw new Error('a disabled query ran');
      const [reader, { check }] = await Promise.all([loadReader(), import('./run-action')]);
      return check(reader, { kind, intent: request.intent, account: request.account });
    },
  });
  if (!request) return { is: 'none' };
  if (ready && query.data && !query.isPlaceholderData) return { is: 'known', checked: query.data };
  return { is: 'checking', before: query.data ?? null };
}
