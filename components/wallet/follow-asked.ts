import type { Asked } from '@/lib/actions/activity';
import { findAnswer } from '@/lib/actions/asked';
import { pause } from '@/lib/actions/follow';
import { knownActivities, recordActivity } from './activity-store';
import { forgetAsked, readAsked } from './asked-store';
import type { Reader } from './load-reader';

/** After that, a question is taken to have been given up in the wallet. */
const FORGET_MS = 60 * 60_000;

/** Puts what came of questions that earlier pages left behind into the list of transactions, where it is followed. */
export async function followAsked(reader: Reader, signal: AbortSignal): Promise<void> {
  const left = readAsked().filter(({ chainId }) => chainId === reader.deployment.chainId);
  await Promise.all(left.map((one) => followOne(one, reader, signal)));
}

async function followOne(
  question: Asked,
  { client, deployment }: Reader,
  signal: AbortSignal,
): Promise<void> {
  const interval = deployment.local ? 400 : 6_000;
  while (Date.now() - question.sentAt < FORGET_MS) {
    signal.throwIfAborted();
    // Whoever asked may still be there, in another tab, and has heard the answer.
    if (!readAsked().some(({ id }) => id === question.id)) return;
    // A node that does not answer is asked again.
    const hash = await findAnswer(client, question, await knownActivities()).catch(() => null);
    if (hash) {
      const { id, told, ...entry } = question;
      const state = { status: 'pending', takenBack: false } as const;
      await recordActivity({
        ...entry,
        ...{ id: hash, hash, via: 'transaction', nonce: null, seenAtBlock: null, state },
      });
      break;
    }
    await pause(interval, signal);
  }
  forgetAsked(question.id);
}
