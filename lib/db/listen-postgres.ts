import { Client } from 'pg';

const RETRY_MS = 500;
/** A connection that has died without a word is found out by a question that stays without an answer. */
const CHECK_MS = 5_000;

/**
 * Hears what others announce on a channel, for as long as it takes: a connection that breaks is opened again. Whatever
 * was announced meanwhile is lost, so `onNews` is also called, with null, whenever a connection is new.
 */
export function listenPostgres(
  url: string,
  channel: string,
  onNews: (payload: string | null) => void,
): { close: () => Promise<void> } {
  let client: Client | undefined;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = async (): Promise<void> => {
    const opened = new Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CHECK_MS,
      query_timeout: CHECK_MS,
    });
    client = opened;
    let check: ReturnType<typeof setInterval> | undefined;
    const drop = () => {
      clearInterval(check);
      if (client !== opened) return;
      client = undefined;
      opened.end().catch(() => {});
      if (!closed) retry = setTimeout(() => void open(), RETRY_MS);
    };
    opened.on('error', drop);
    opened.on('end', drop);
    opened.on('notification', ({ payload }) => onNews(payload ?? null));
    try {
      await opened.connect();
      await opened.query(`listen ${opened.escapeIdentifier(channel)}`);
      check = setInterval(() => void opened.query('select 1').catch(drop), CHECK_MS);
      check.unref();
      onNews(null);
    } catch {
      drop();
    }
  };
  void open();

  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
