/** How often an answer is asked for, at the most, before one that a block has overtaken is taken. */
const TIMES = 3;

/**
 * An answer that no block has overtaken. While one is on its way the stream may bring a block that it does not have: it
 * would take the place of an answer that has it, and stand there until the block after. So it is asked for again; whoever
 * answers waits for the block that the page says it has seen.
 * @param seen number of the stream's newest block; null before there is one
 */
export async function upToDate<Answer>(
  ask: () => Promise<Answer>,
  seen: () => number | null,
): Promise<Answer> {
  for (let time = 1; ; time += 1) {
    const answer = await ask();
    const [block, newest] = [blockOf(answer), seen()];
    if (time === TIMES || block === null || newest === null || block >= newest) return answer;
  }
}

/** Null for what is not of a block, as a name. */
function blockOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('at' in answer)) return null;
  const { at } = answer;
  if (typeof at !== 'object' || at === null || !('number' in at)) return null;
  return typeof at.number === 'number' ? at.number : null;
}
