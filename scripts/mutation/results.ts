import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Mutant } from './mutants';
import { ENDLESS } from './workshop';

const line = z.object({
  file: z.string(),
  line: z.number(),
  from: z.string(),
  to: z.string(),
  /** Which of the same in its file, from 0 on. */
  nth: z.number(),
  /** The first test that failed, or null. */
  by: z.string().nullable(),
  /** Fingerprints of the file, and of the test that failed or else of all tests. */
  source: z.string(),
  tests: z.string(),
  seconds: z.number(),
});
export type Result = z.infer<typeof line>;

/**
 * What came out for each mutant, kept as JSON lines between runs. A result holds while the mutated file and the test that
 * noticed are the same, or, if none did, all tests. What else a test depends on is not looked at: `--fresh` is.
 */
export class Results {
  private readonly known = new Map<string, Result>();
  /** Of the text as it was when the run began: that is what runs, whatever is written meanwhile. */
  private readonly texts = new Map<string, Buffer>();

  constructor(
    root: string,
    private readonly path: string,
    sources: string[],
    private readonly testFiles: string[],
    fresh: boolean,
  ) {
    for (const file of [...sources, ...testFiles]) this.texts.set(file, readFileSync(join(root, file)));
    mkdirSync(dirname(path), { recursive: true });
    if (fresh || !existsSync(path)) return;
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      const read = line.safeParse(text === '' ? null : JSON.parse(text));
      if (read.success) this.known.set(keyOf(read.data, read.data.nth), read.data);
    }
  }

  /** The result of an earlier run, if it still holds. */
  find(mutant: Mutant, nth: number): Result | undefined {
    const result = this.known.get(keyOf(mutant, nth));
    if (!result || result.source !== this.hash([mutant.file])) return undefined;
    return result.tests === this.testsHash(result.by) ? result : undefined;
  }

  add(mutant: Mutant, nth: number, by: string | null, seconds: number): Result {
    const { file, from, to } = mutant;
    const source = this.hash([file]);
    const result = { file, line: mutant.line, from, to, nth, by, source, tests: this.testsHash(by), seconds };
    this.known.set(keyOf(mutant, nth), result);
    appendFileSync(this.path, `${JSON.stringify(result)}\n`);
    return result;
  }

  private testsHash(by: string | null): string {
    if (by === ENDLESS) return by;
    const [file] = by?.split(' ') ?? [];
    return this.hash(file ? [file] : this.testFiles);
  }

  private hash(files: string[]): string {
    const hash = createHash('sha256');
    for (const file of files) hash.update(file).update(this.texts.get(file) ?? '');
    return hash.digest('hex').slice(0, 16);
  }
}

function keyOf({ file, from, to }: { file: string; from: string; to: string }, nth: number): string {
  return JSON.stringify([file, from, to, nth]);
}
