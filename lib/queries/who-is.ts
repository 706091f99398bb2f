import 'server-only';
import { cache } from 'react';
import type { Lookup } from '@/lib/chain/read-names';
import { address, type Hex } from '@/lib/domain/codecs';
import { isNameLike } from '@/lib/domain/ens-name';
import { isNotReady } from '@/lib/http/not-ready';
import { getRuntime } from '@/lib/http/runtime';

/** A page waits no longer than this to learn a name that it can do without. */
const PATIENCE_MS = 400;

export type Who =
  /** `named`: the address of the page is the name */
  | { is: 'found'; account: Hex; name: string | null; named: boolean }
  | { is: 'none' }
  | { is: 'absent' | 'unreachable'; name: string };

/** Whose account a page's address means: an address, or a name. Once a request. */
export const whoIs = cache(async (segment: string): Promise<Who> => {
  const text = decoded(segment);
  const account = address.safeParse(text);
  if (account.success) {
    const found = await inTime((names) => names.nameOf(account.data));
    return {
      is: 'found',
      account: account.data,
      name: found?.is === 'found' ? found.value : null,
      named: false,
    };
  }
  if (!isNameLike(text)) return { is: 'none' };
  const found = await ask((names) => names.addressOf(text));
  switch (found.is) {
    case 'found':
      return { is: 'found', account: found.value, name: text, named: true };
    case 'none':
      return { is: 'none' };
    default:
      return { is: found.is, name: text };
  }
});

type Question<Found> = (names: Awaited<ReturnType<typeof getRuntime>>['names']) => Promise<Lookup<Found>>;

async function ask<Found>(question: Question<Found>): Promise<Lookup<Found>> {
  try {
    return await question((await getRuntime()).names);
  } catch (error) {
    if (isNotReady(error)) return { is: 'unreachable' };
    throw error;
  }
}

const inTime = <Found>(question: Question<Found>): Promise<Lookup<Found> | null> =>
  Promise.race([ask(question), new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS))]);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
