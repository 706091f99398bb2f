import { createHash } from 'node:crypto';
import { NotReadyError } from './not-ready';

/** An answer as it goes over the wire. */
export type WireAnswer = { body: Uint8Array<ArrayBuffer>; etag: string; block: number | null };

/**
 * `kept`: read earlier, and as new as the newest block; `read`: read for this request; `shared`: read for another one
 * that came just before; `old`: of an earlier block, since reading failed.
 */
export type Served = { answer: WireAnswer; from: 'kept' | 'read' | 'shared' | 'old' };

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
   * Throws {@link NotReadyError} when reading takes too long and nothing is kept.
   */
  get(
    question: string,
    head: string | null,
    read: () => Promise<WireAnswer & { hash: string | null }>,
    isAnswer: (error: unknown) => boolean,
  ): Promise<Served>;
};

type Kept = { answer: WireAnswer; hash: string | null; bytes: number };

/** What a kept answer costs beside its text: two map entries, objects and hashes. */
const OVERHEAD = 512;

/**
 * @param maxBytes of everything kept; one answer may have an eighth of it, so that no single question drives out all
 * others
 * @param patienceMs how long a request waits for a reading; it may still end, and is kept then
 */
export function createAnswerCache({ maxBytes = 64 * 1024 * 1024, patienceMs = 10_000 } = {}): AnswerCache {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<Kept>>();
  let bytes = 0;

  const drop = (question: string) => {
    bytes -= kept.get(question)?.bytes ?? 0;
    kept.delete(question);
  };
  const keep = (question: string, entry: Kept) => {
    drop(question);
    if (entry.bytes > maxBytes / 8) return;
    kept.set(question, entry);
    bytes += entry.bytes;
    for (const oldest of kept.keys()) {
      if (bytes <= maxBytes) break;
      drop(oldest);
    }
  };

  return {
    async get(question, head, read, isAnswer) {
      const known = kept.get(question);
      if (known && head !== null && known.hash === head) return { answer: known.answer, from: 'kept' };
      const flight = `${head}/${question}`;
      const under = reading.get(flight);
      const reads =
        under ??
        read()
          .then(({ hash, ...answer }): Kept => {
            const entry = { answer, hash, bytes: answer.body.byteLength + 2 * question.length + OVERHEAD };
            keep(question, entry);
            return entry;
          })
          .finally(() => reading.delete(flight));
      if (!under) reading.set(flight, reads);
      try {
        const { answer } = await within(patienceMs, reads);
        return { answer, from: under ? 'shared' : 'read' };
      } catch (error) {
        if (!known || isAnswer(error)) throw error instanceof TookTooLong ? tooSlow() : error;
        return { answer: known.answer, from: 'old' };
      }
    },
  };
}

class TookTooLong extends Error {}

const tooSlow = () => new NotReadyError('Reading this takes too long just now. Try again in a moment.');

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
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
