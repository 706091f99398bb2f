import type { Client } from 'viem';
import { address } from '@/lib/domain/codecs';
import { type Lookup, type Names, normalizedName, readNames } from './read-names';

const KEPT_MS = 300_000;
const MOST_KEPT = 2_000;

/** Names for pages, which nobody's money depends on: each is asked for once in a while. */
export function createNames(client: Client, now: () => number = Date.now): Names {
  const onChain = readNames(client);
  const kept = new Map<string, { until: number; answer: Promise<Lookup<string>> }>();

  /** Whoever asks meanwhile shares the question; what could not be asked is asked again the next time. */
  function once(key: string, ask: () => Promise<Lookup<string>>): Promise<Lookup<string>> {
    const known = kept.get(key);
    if (known && known.until > now()) return known.answer;
    const answer = ask();
    kept.delete(key);
    kept.set(key, { until: now() + KEPT_MS, answer });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    void answer.then(({ is }) => {
      if (is === 'unreachable' && kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  }

  return {
    addressOf: async (text) => {
      const name = normalizedName(text);
      if (name === null) return { is: 'none' };
      const answer = await once(name, () => onChain.addressOf(name));
      return answer.is === 'found' ? { is: 'found', value: address.parse(answer.value) } : answer;
    },
    nameOf: (account) => once(account, () => onChain.nameOf(account)),
  };
}
