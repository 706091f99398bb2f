import type { SeenBlock } from '@/lib/domain/live-id';

/** How often an answer is asked for, at the most, before one that a block has overtaken is taken. */
const TIMES = 3;

/**
 * An answer that no block has overtaken. While one is on its way the stream may bring a block that it does not have, or
 * another of the same height: it would take the place of an answer that has it, and stand there until the block after. So
 * it is asked for again; whoever answers waits for the block that the page says it has seen.
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

function isOvertaken(answer: unknown, newest: SeenBlock | null): boolean {
  // What is not of a block, as a name, never is.
  if (newest === null || typeof answer !== 'object' || answer === null || !('at' in answer)) return false;
  const { at } = answer;
  if (typeof at !== 'object' || at === null || !('number' in at) || !('hash' in at)) return false;
  if (typeof at.number !== 'number') return false;
  return at.number < newest.number || (at.number === newest.number && at.hash !== newest.hash);
}
