import type { Writable } from 'node:stream';
import { type Connection, escapeLiteral, Query } from 'pg';

/** A statement with its values, or with what it copies in where it is a `COPY … FROM STDIN`. */
export type Step = {
  statement: string;
  values?: readonly unknown[];
  lines?: readonly string[];
};

/** A connection's statements with values, by the names under which it has them planned. */
export type Planned = Map<string, string>;

/** What pg's connection can do besides, and its types leave out. */
type CopyingConnection = Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/**
 * Opens a transaction. Nobody waits for it, since what follows on this connection comes after it, and fails with it; so
 * it leaves with that, in one piece.
 */
export class Begin extends Query {
  constructor() {
    super('begin');
  }

  override submit = (connection: Connection): void => {
    const { stream } = connection;
    stream.cork();
    connection.query('begin');
    process.nextTick(() => release(stream));
  };

  handleError = (): void => {};
  handleReadyForQuery = (): void => {};
  handleCommandComplete = (): void => {};
}

const release = (stream: Writable): void => {
  while (stream.writableCorked > 0) stream.uncork();
};

/**
 * Statements and their data in one message after the other, without waiting in between: a block changes a dozen tables,
 * and each way to the database and back takes longer than what is done there. PostgreSQL takes them in order; after an
 * error it leaves out the rest, data included (https://www.postgresql.org/docs/current/protocol-flow.html, "COPY
 * Operations"). So one of these may follow on another before that is answered, too.
 */
export class WriteBatch extends Query {
  private settle: (error?: unknown) => void = () => {};
  readonly done = new Promise<void>((resolve, reject) => {
    this.settle = (error) => (error === undefined ? resolve() : reject(error));
  });

  /** @param planned of the connection; holds only if this batch succeeds */
  constructor(
    private readonly steps: readonly Step[],
    private readonly planned: Planned,
  ) {
    super('');
  }

  override submit = (connection: Connection): void => {
    const { stream } = connection;
    const copying = connection as CopyingConnection;
    stream.cork();
    connection.query(this.steps.map((step) => textOf(step, this.planned)).join(';\n'));
    for (const { lines } of this.steps) {
      if (!lines) continue;
      for (const some of lines) copying.sendCopyFromChunk(Buffer.from(some));
      copying.endCopyFrom();
    }
    release(stream);
  };

  // What pg calls of the query that runs. After an error it does not say that the connection is ready.
  handleError = (error: unknown): void => this.settle(error);
  handleReadyForQuery = (): void => this.settle();
  handleCopyInResponse = (): void => {};
  handleCommandComplete = ({ text }: { text: string }): void => {
    if (text === 'ROLLBACK') this.settle(new Error('PostgreSQL has taken the transaction back'));
  };
  handleRowDescription = (): void => {};
  handleDataRow = (): void => {};
  handleEmptyQuery = (): void => {};
}

/**
 * To plan a statement takes as long as to do what it says, so each is planned once: the follower's are few, and the same
 * for each block.
 */
function textOf({ statement, values = [] }: Step, planned: Planned): string {
  if (values.length === 0) return statement;
  const known = planned.get(statement);
  const name = known ?? `planned_${planned.size}`;
  planned.set(statement, name);
  const literals = values.map((value) => literal(String(value))).join(', ');
  const execute = `execute ${name}(${literals})`;
  return known ? execute : `prepare ${name} as ${statement};\n${execute}`;
}

/** Keys and numbers, by the hundred as a rule: nothing in them to escape, character by character. */
const literal = (text: string): string => (/['\\]/.test(text) ? escapeLiteral(text) : `'${text}'`);
