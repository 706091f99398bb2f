import type { QueryClient } from '@tanstack/react-query';
import type { SeenBlock } from '@/lib/domain/live-id';
import type { Refetch } from './refetch';

/** How often an answer is asked for in a row before one that a block has overtaken is taken. */
const TIMES = 3;

/**
 * An answer that no block has overtaken. While one is on its way the stream may bring a block that it does not have, or
 * another of the same height: it would take the place of an answer that has it, and stand there until the block after. So
 * it is asked for again; whoever answers waits for the block that the page says it has seen. Where blocks come faster than
 * answers the last one is taken all the same, for {@link askAgainWhenOvertaken} to ask again.
 * @param seen the stream's newest block; null before there is one
 */
export async function upToDate<Answer>(
  ask: () => Promise<Answer>,
  seen: () => SeenBlock | null,
): Promise<Answer> {
  for (let time = 1; ; time += 1) {
    const answer = await ask();
    if (time === TIMES || !isOvertaken(answer, seen())) return answer;
  }
}

/**
 * Has each answer that was taken although overtaken fetched again, until one has the newest block: there may be none after
 * it for long. What is folded in is not looked at: it is of the block that the page is just taking in.
 * @param refetch throttles
 * @returns what ends it
 */
export function askAgainWhenOvertaken(
  client: QueryClient,
  seen: () => SeenBlock | null,
  refetch: Refetch,
): () => void {
  return client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    const { data } = event.query.state;
    const parts: unknown[] = hasPages(data) ? data.pages : [data];
    if (parts.some((part) => isOvertaken(part, seen()))) refetch(event.query.queryKey);
  });
}

const hasPages = (data: unknown): data is { pages: unknown[] } =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages);

function isOvertaken(answer: unknown, newest: SeenBlock | null): boolean {
  // What is not of a block, as a name, never is.
  if (newest === null || typeof answer !== 'object' || answer === null || !('at' in answer)) return false;
  const { at } = answer;
  if (typeof at !== 'object' || at === null || !('number' in at) || !('hash' in at)) return false;
  if (typeof at.number !== 'number') return false;
  return at.number < newest.number || (at.number === newest.number && at.hash !== newest.hash);
}
