import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { StaleTopic } from '@/lib/actions/action';
import { keys } from '@/lib/live/queries';
import { onChainKey } from './on-chain-key';

const PAUSE_MS = 300;
const GIVE_UP_MS = 30_000;

const keyOf = (topic: StaleTopic): QueryKey => {
  switch (topic.topic) {
    case 'pools':
      return keys.pools();
    case 'pool':
      return keys.pool(topic.id);
    case 'account':
      return keys.account(topic.address);
    case 'merchant':
      return keys.merchant(topic.address);
    case 'on-chain':
      return onChainKey(topic.address);
  }
};

/** The block that an answer of ours was read at. */
const blockOf = (answer: unknown): number => {
  const at = typeof answer === 'object' && answer !== null && 'at' in answer ? answer.at : null;
  const number = typeof at === 'object' && at !== null && 'number' in at ? at.number : null;
  return typeof number === 'number' ? number : Number.POSITIVE_INFINITY;
};

/**
 * Read your writes: asks for the answers again until each one on the page was read at `block` or later. Resolves to
 * false when the server stays behind for half a minute; the stream then brings the rest when it comes.
 */
export async function catchUp(client: QueryClient, topics: StaleTopic[], block: number): Promise<boolean> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  const behind = (key: QueryKey) =>
    client.getQueriesData({ queryKey: key }).some(([, answer]) => blockOf(answer) < block);
  let late = topics.map(keyOf).filter(behind);
  while (late.length > 0) {
    if (Date.now() > giveUpAt) return false;
    await Promise.all(late.map((queryKey) => client.refetchQueries({ queryKey })));
    late = late.filter(behind);
    if (late.length > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return true;
}
