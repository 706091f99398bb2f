import type { Connection, Submittable } from 'pg';

/** A statement, with what it copies in where it is a `COPY … FROM STDIN`. */
export type Step = { statement: string; lines: readonly string[] | null };

/** What pg's connection can do besides, and its types leave out. */
type CopyingConnection = Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/**
 * Statements and their data in one message after the other, without waiting in between: a block changes a dozen tables,
 * and each way to the database and back takes longer than what is done there. PostgreSQL takes them in order; after an
 * error it leaves out the rest, data included (https://www.postgresql.org/docs/current/protocol-flow.html, "COPY
 * Operations").
 */
export function writeBatch(steps: readonly Step[]): Submittable & { done: Promise<void> } {
  let settle: (error?: unknown) => void = () => {};
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error === undefined ? resolve() : reject(error));
  });
  const ignore = () => {};
  return {
    done,
    submit(connection) {
      const { stream } = connection;
      const copying = connection as CopyingConnection;
      stream.cork();
      connection.query(steps.map(({ statement }) => statement).join(';\n'));
      for (const { lines } of steps) {
        if (!lines) continue;
        for (const some of lines) copying.sendCopyFromChunk(Buffer.from(some));
        copying.endCopyFrom();
      }
      stream.uncork();
    },
    // What pg calls of the query that runs. After an error it does not say that the connection is ready.
    ...{
      handleError: (error: unknown) => settle(error),
      handleReadyForQuery: () => settle(),
      handleCopyInResponse: ignore,
      handleCommandComplete({ text }: { text: string }) {
        if (text === 'ROLLBACK') settle(new Error('PostgreSQL has taken the transaction back'));
      },
      handleRowDescription: ignore,
      handleDataRow: ignore,
      handleEmptyQuery: ignore,
    },
  };
}
