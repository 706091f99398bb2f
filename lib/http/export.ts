import { z } from 'zod';
import { type BlockRef, blockRef } from '@/lib/domain/entities';
import { csvLine } from './csv';

/** A long answer that is read and sent part by part. */
export type Parts<Row> = { at: BlockRef; parts: AsyncIterable<readonly Row[]> };

export const CSV = 'text/csv; charset=utf-8';
export const JSON_TYPE = 'application/json';

export type ExportOptions<RowSchema extends z.ZodObject> = {
  row: RowSchema;
  /** of the file, without its ending */
  name: string;
};

/** `logIndex` → `log_index` */
const columnName = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One line a row under a line of names; amounts are wei and decimals. */
export function csvExport<RowSchema extends z.ZodObject>(
  { at, parts }: Parts<z.output<RowSchema>>,
  { row, name }: ExportOptions<RowSchema>,
): Promise<Response> {
  const columns = Object.keys(row.shape);
  async function* text() {
    yield csvLine(columns.map(columnName));
    for await (const rows of parts) {
      yield rows
        .map((value) => z.encode(row, value))
        .map((encoded: Record<string, unknown>) => csvLine(columns.map((column) => encoded[column])))
        .join('');
    }
  }
  return streamed(text(), at, CSV, `${name}-${at.number}.csv`);
}

/** An object with `at`, whatever else is said of all rows, and last the rows. */
export function jsonExport<RowSchema extends z.ZodObject>(
  { at, parts }: Parts<z.output<RowSchema>>,
  { row, name, about, list }: ExportOptions<RowSchema> & { about: Record<string, unknown>; list: string },
): Promise<Response> {
  async function* text() {
    const head = JSON.stringify({ at: z.encode(blockRef, at), ...about });
    yield `${head.slice(0, -1)},${JSON.stringify(list)}:[`;
    let separator = '';
    for await (const rows of parts) {
      if (rows.length === 0) continue;
      yield separator + rows.map((value) => JSON.stringify(z.encode(row, value))).join(',');
      separator = ',';
    }
    yield ']}';
  }
  return streamed(text(), at, JSON_TYPE, `${name}-${at.number}.json`);
}

/**
 * Sends as fast as the client reads, and holds no more than a part meanwhile. The first part is made before anything is
 * sent, so that what cannot be read at all is refused in words; what fails later ends the connection, so that nobody
 * takes a piece for the whole.
 */
async function streamed(
  text: AsyncGenerator<string>,
  at: BlockRef,
  mediaType: string,
  fileName: string,
): Promise<Response> {
  const opening = [await text.next(), await text.next()];
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = opening.shift() ?? (await text.next());
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-block': String(at.number),
    },
  });
}
