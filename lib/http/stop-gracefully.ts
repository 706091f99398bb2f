import type { Log } from './log';
import type { RequestsUnderWay } from './requests-under-way';

/** How long requests that are under way may take to end. */
const PATIENCE_MS = 5_000;

export type StopSteps = {
  /** Refuses what comes from now on: readiness says 503, so that no visitor is sent here any more. */
  refuse: () => void;
  /** Ends the live streams, which would never end by themselves. */
  endStreams: () => Promise<void>;
  requests: RequestsUnderWay;
  /** Closes what requests stand on: follower and database. */
  close: () => Promise<void>;
  log: Log;
  patienceMs?: number;
};

/** Nobody who was being answered notices: first nothing new comes in, then what is under way ends, then the rest. */
export async function stopGracefully({
  refuse,
  endStreams,
  requests,
  close,
  log,
  patienceMs = PATIENCE_MS,
}: StopSteps): Promise<void> {
  refuse();
  await endStreams();
  if (!(await requests.ended(patienceMs))) {
    log.warn('requests were cut off', { requests: requests.count() });
  }
  requests.close();
  await close();
}
