import { get } from 'node:http';
import { QueryObserver } from '@tanstack/react-query';
import { liveMessage, locksAnswer, poolsAnswer, SEEN_BLOCK } from '@/lib/domain/api';
import { blockOfLiveId } from '@/lib/domain/live-id';
import { applyMessage } from '@/lib/live/apply-message';
import { keys, LIVE_LOCKS, locksSearch } from '@/lib/live/queries';
import { createQueryClient } from '@/lib/live/query-client';
import { createRefetch } from '@/lib/live/refetch';
import { askAgainWhenOvertaken, upToDate } from '@/lib/live/up-to-date';
import { newReading, readFrames } from '../held/frames';

/**
 * Somebody with a page open: listens to one server's stream, goes to the next one when it ends, and says there which
 * block it saw last. Folds what it hears, and asks again for what cannot be folded, as the page does.
 */
export type Visitor = {
  /** hash of the block it stands at */
  at: () => string;
  /** blocks that did not follow on the one before, and such that came twice */
  faults: () => { gaps: number; doubled: number };
  /** how often it had to begin anew */
  snapshots: () => number;
  /** events by the block's hash, as they came */
  events: ReadonlyMap<string, number>;
  /** the blocks it stands on, oldest first: what a rollback took back is gone from it */
  path: () => readonly string[];
  /** how often it went to another server */
  moves: () => number;
  /** what its page would show */
  answers: ReturnType<typeof createQueryClient>;
  leave: () => void;
};

const RETRY_MS = 300;
const REFETCH_EVERY_MS = 300;

let visitorsSoFar = 0;

/** @param servers those that are there now; the one at `first` is listened to first */
export function startVisitor(servers: () => readonly string[], first: number, epochLength: number): Visitor {
  visitorsSoFar += 1;
  const from = { 'x-forwarded-for': `10.0.${visitorsSoFar >> 8}.${visitorsSoFar & 255}` };
  const reading = newReading();
  const answers = createQueryClient();
  const events = new Map<string, number>();
  let path: string[] = [];
  let doubled = 0;
  let snapshots = 0;
  let moves = 0;
  let server = first;
  let closed = false;
  let hangUp = () => {};

  const { refetch, clear } = createRefetch(answers, REFETCH_EVERY_MS);
  const serverNow = (): string => servers()[server % servers().length] ?? '';
  const seen = () => blockOfLiveId(reading.id);

  const asking =
    <Answer>(path: string, answer: { parse: (body: unknown) => Answer }) =>
    ({ signal }: { signal: AbortSignal }): Promise<Answer> =>
      upToDate(async () => {
        const headers = { ...from, [SEEN_BLOCK]: reading.id };
        return answer.parse(await (await fetch(serverNow() + path, { headers, signal })).json());
      }, seen);
  const locksPath = `/api/locks?${locksSearch(LIVE_LOCKS)}`;
  const shown = [
    new QueryObserver(answers, { queryKey: keys.pools(), queryFn: asking('/api/pools', poolsAnswer) }),
    new QueryObserver(answers, {
      queryKey: keys.locks(LIVE_LOCKS),
      queryFn: asking(locksPath, locksAnswer),
    }),
  ];
  const ends = [askAgainWhenOvertaken(answers, seen, refetch)];
  /** With the snapshot, as a page comes with its answers: nothing is asked for to begin with. */
  const show = () => ends.push(...shown.map((observer) => observer.subscribe(() => {})));

  const open = () => {
    const headers = { ...from, ...(reading.id !== '' && { 'last-event-id': reading.id }) };
    reading.rest = '';
    const request = get(`${serverNow()}/api/live`, { headers }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        readFrames(reading, chunk, ({ type, hash, text }) => {
          const message = liveMessage.parse(JSON.parse(text.slice(text.indexOf('data: ') + 6)));
          applyMessage(answers, message, epochLength, refetch);
          if (type === 'snapshot') {
            snapshots += 1;
            if (snapshots === 1) show();
            path = [hash];
          } else if (message.type === 'rollback') {
            const at = path.indexOf(hash);
            path = at === -1 ? [hash] : path.slice(0, at + 1);
          } else if (message.type === 'delta') {
            if (path.includes(hash)) doubled += 1;
            path.push(hash);
            events.set(hash, message.events.length);
          }
        });
      });
      response.on('close', again);
    });
    let over = false;
    const again = () => {
      if (closed || over) return;
      over = true;
      moves += 1;
      server += 1;
      setTimeout(open, RETRY_MS * (0.5 + Math.random()));
    };
    request.on('error', again);
    hangUp = () => request.destroy();
  };
  open();

  return {
    at: () => reading.at,
    faults: () => ({ gaps: reading.gaps, doubled }),
    snapshots: () => snapshots,
    events,
    path: () => path,
    moves: () => moves,
    answers,
    leave() {
      closed = true;
      clear();
      for (const end of ends) end();
      hangUp();
    },
  };
}
