import { createHash } from 'node:crypto';

/** An answer as it goes over the wire. */
export type WireAnswer = { body: Uint8Array<ArrayBuffer>; etag: string; block: number | null };

export type Served = { answer: WireAnswer; stale: boolean };

/**
 * Answers by question, each good for one block. Those who ask the same thing at the same block share one reading.
 * When reading fails, the last answer to the question is served, older as it is: it names its own block.
 */
export type AnswerCache = {
  /**
   * @param question route and input
   * @param head hash of the newest block; null reads anew, though still shared by those who ask at the same time
   * @param read makes the answer and says at which block it was read; what it throws passes through when nothing is kept
   * @param isAnswer errors that are an answer themselves, and must not be hidden by an older one
   */
  get(
    question: string,
    head: string | null,
    read: () => Promise<WireAnswer & { hash: string | null }>,
    isAnswer: (error: unknown) => boolean,
  ): Promise<Served>;
};

type Kept = { answer: WireAnswer; hash: string | null };

export function createAnswerCache({ maxBytes = 64 * 1024 * 1024 } = {}): AnswerCache {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<Kept>>();
  let bytes = 0;

  const drop = (question: string) => {
    const old = kept.get(question);
    if (!old) return;
    bytes -= old.answer.body.byteLength;
    kept.delete(question);
  };
  const keep = (question: string, entry: Kept) => {
    drop(question);
    kept.set(question, entry);
    bytes += entry.answer.body.byteLength;
    for (const oldest of kept.keys()) {
      if (bytes <= maxBytes) break;
      drop(oldest);
    }
  };

  return {
    async get(question, head, read, isAnswer) {
      const known = kept.get(question);
      if (known && head !== null && known.hash === head) return { answer: known.answer, stale: false };
      const flight = `${head}/${question}`;
      let started = reading.get(flight);
      if (!started) {
        started = read()
          .then(({ hash, ...answer }) => ({ answer, hash }))
          .finally(() => reading.delete(flight));
        reading.set(flight, started);
      }
      try {
        const entry = await started;
        keep(question, entry);
        return { answer: entry.answer, stale: false };
      } catch (error) {
        if (!known || isAnswer(error)) throw error;
        return { answer: known.answer, stale: true };
      }
    },
  };
}

/** Weak: compression in front of us changes bytes, not meaning. */
export const etagOf = (body: Uint8Array): string =>
  `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** Does `If-None-Match` name this answer? Weak comparison, lists and `*` included. */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag));
}
