'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loadReader } from '@/components/wallet/load-reader';
import { isNameLike } from '@/lib/domain/ens-name';
import { type NameOnChain, type Seen, type Whose, whoseIs } from './whose';

/** A name may be changed while a form shows it: it is looked up again this often. */
const AGAIN_MS = 6_000;
/** Each keystroke is not a question to the chain. */
const TYPING_MS = 250;

/**
 * Whom somebody means by what is typed: an address, or a name with what it leads to on chain now. A name keeps the
 * address that it was first shown with; once it leads elsewhere, nobody is meant until `agree` is called.
 */
export function useWhose(text: string): { whose: Whose; agree: () => void } {
  const [seen, setSeen] = useState<Seen | null>(null);
  const wanted = text.trim();
  const { data, isError } = useQuery({
    queryKey: ['ens', wanted],
    enabled: isNameLike(wanted),
    staleTime: 0,
    gcTime: 30_000,
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => lookUp(wanted, signal),
  });
  const answer = data ?? (isError ? { is: 'unreachable' as const } : null);
  if (answer?.is === 'found' && seen?.name !== answer.name) {
    setSeen({ name: answer.name, address: answer.address });
  }
  const whose = whoseIs(text, answer, seen);
  const agree = () => {
    if (whose.is === 'moved') setSeen({ name: whose.name, address: whose.now });
  };
  return { whose, agree };
}

async function lookUp(wanted: string, signal: AbortSignal): Promise<NameOnChain> {
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
  signal.throwIfAborted();
  const [{ client }, { normalizedName, readNames }] = await Promise.all([
    loadReader(),
    import('@/lib/chain/read-names'),
  ]);
  const names = readNames(client);
  const name = normalizedName(wanted);
  const found = await names.addressOf(wanted);
  if (name === null || found.is !== 'found') return { is: found.is === 'found' ? 'none' : found.is };
  const own = await names.nameOf(found.value);
  return { is: 'found', name, address: found.value, saysSo: own.is === 'found' && own.value === name };
}
