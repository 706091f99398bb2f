import { getTransactionCount } from 'viem/actions';
import { z } from 'zod';
import type { Activity, Asked } from '@/lib/actions/activity';
import { toFailure, walletError } from '@/lib/actions/failure';
import { type ActionKind, actions, encodeIntent, type IntentOf } from '@/lib/actions/registry';
import { send, sendBatch } from '@/lib/actions/send';
import { type Simulation, simulate } from '@/lib/actions/simulate';
import { address, bytes32, type Hex } from '@/lib/domain/codecs';
import { explain, type Failure } from '@/lib/domain/error-catalogue';
import type { Explanation } from '@/lib/domain/explanation';
import { activityUnderWay, recordActivity } from './activity-store';
import { tellOfAskedBefore, whileAsking } from './asked-store';
import { chainName } from './chain-name';
import type { Engine } from './engine';
import type { Reader } from './load-reader';

export type Request<Kind extends ActionKind> = { kind: Kind; intent: IntentOf<Kind>; account: Hex };

/** A look at what would happen. A refusal is an answer like any other: it is shown, not thrown. */
export type Checked<Kind extends ActionKind> =
  | { ok: true; simulation: Simulation<Kind> }
  | { ok: false; failure: Failure; problem: Explanation };

const refused = (error: unknown) => {
  const failure = toFailure(error);
  return { ok: false as const, failure, problem: explain(failure) };
};

/** Simulates the very transactions. Never throws. */
export async function check<Kind extends ActionKind>(
  { client, deployment }: Reader,
  request: Request<Kind>,
): Promise<Checked<Kind>> {
  try {
    return { ok: true, simulation: await simulate({ ...request, client, deployment }) };
  } catch (error) {
    return refused(error);
  }
}

/** Where a press stands among the transactions of its action. */
export type StepPlace = Pick<Activity['step'], 'index' | 'of' | 'title'>;

/** `worse`: nothing was sent, since the chain now promises less than what was shown. */
export type Ran<Kind extends ActionKind> =
  | { is: 'sent'; id: string }
  | { is: 'worse'; simulation: Simulation<Kind> }
  | { is: 'refused'; problem: Explanation };

export type RunInput<Kind extends ActionKind> = {
  request: Request<Kind>;
  /** what the person has seen and said yes to */
  shown: Simulation<Kind>;
  onSigning: (place: StepPlace) => void;
};

/**
 * Simulates once more, asks the wallet for the next step if what was `shown` still holds, and records what was sent.
 * The activity list follows it from there. Never throws.
 */
export async function run<Kind extends ActionKind>(
  engine: Engine,
  { request, shown, onSigning }: RunInput<Kind>,
): Promise<Ran<Kind>> {
  const { kind, intent, account } = request;
  const { chainId } = engine.deployment;
  const json = z.json().parse(encodeIntent(kind, intent));
  const matter = { chainId, account, kind, intent: json };
  return onlyOnce(`${chainId}/${account}/${kind}/${JSON.stringify(json)}`, async () => {
    // A second press, or the same form in another tab, while the first is under way.
    if (await activityUnderWay(matter)) throw walletError({ code: 'under-way' });
    // An action of several steps asks the chain which are done, and does none of them twice.
    if (!actions[kind].plan && tellOfAskedBefore(matter)) throw walletError({ code: 'asked-before' });
    const [fresh, nonce] = await Promise.all([
      check(engine, request),
      getTransactionCount(engine.client, { address: account }).catch(() => null),
    ]);
    if (!fresh.ok) return { is: 'refused', problem: fresh.problem };
    const { simulation } = fresh;
    const worse =
      actions[kind].isWorse(shown.preview, simulation.preview) ||
      simulation.steps.length > shown.steps.length;
    if (worse) return { is: 'worse', simulation };
    const question = {
      ...matter,
      title: actions[kind].title(intent),
      sentAt: Date.now(),
      sentAtBlock: Number(simulation.block.number),
      nonce,
    };
    const sent = await ask(engine, request, simulation, question, onSigning);
    await recordActivity({
      ...question,
      ...sent,
      sentAt: Date.now(),
      nonce: null,
      seenAtBlock: null,
      state: { status: 'pending', takenBack: false },
    });
    return { is: 'sent', id: sent.id };
  });
}

/** Puts it to the wallet: all that is left as one batch where the wallet takes one, else the next transaction. */
async function ask<Kind extends ActionKind>(
  engine: Engine,
  { kind, intent, account }: Request<Kind>,
  { steps, plan }: Simulation<Kind>,
  question: Omit<Asked, 'id' | 'told' | 'step' | 'call'>,
  onSigning: (place: StepPlace) => void,
): Promise<Pick<Activity, 'id' | 'via' | 'hash' | 'call' | 'step'>> {
  const { deployment } = engine;
  const signer = await engine.signer();
  const checks = {
    account,
    shown: actions[kind].shown(intent, { deployment, account }),
    deployment,
    chainName: chainName(deployment.chainId),
    signer,
  };
  const of = Math.max(plan.length, steps.length);
  const [next, ...later] = steps;
  const last = later.at(-1);
  if (last && (await signer.takesBatches())) {
    const step = { key: last.key, title: 'all at once', index: of - 1, of };
    onSigning(step);
    const calls = steps.map(({ call }) => call);
    const id = await whileAsking({ ...question, step, call: null }, () => sendBatch({ ...checks, calls }));
    return { id, via: 'batch', hash: null, call: null, step };
  }
  const { key, call, gas } = next;
  const title = plan.find((one) => one.key === key)?.title ?? '';
  const step = { key, title, index: of - steps.length, of };
  onSigning(step);
  const asked = { ...question, step, call: { to: address.parse(call.to), data: call.data } };
  const hash = bytes32.parse(await whileAsking(asked, () => send({ ...checks, call, gas })));
  return { id: hash, via: 'transaction', hash, call: asked.call, step };
}

/**
 * Lets one tab at a time ask the wallet for the same thing: what is still open in the wallet stands in no list yet.
 * Where the browser has no locks, the list alone has to do.
 */
async function onlyOnce<Kind extends ActionKind>(
  name: string,
  work: () => Promise<Ran<Kind>>,
): Promise<Ran<Kind>> {
  const careful = async (): Promise<Ran<Kind>> => {
    try {
      return await work();
    } catch (error) {
      return { is: 'refused', problem: refused(error).problem };
    }
  };
  if (!('locks' in navigator)) return careful();
  try {
    return await navigator.locks.request(`ampledge/${name}`, { ifAvailable: true }, (lock) =>
      lock
        ? careful()
        : { is: 'refused' as const, problem: explain(toFailure(walletError({ code: 'busy' }))) },
    );
  } catch {
    // In another site's frame, as a Safe's, a browser may forbid them.
    return careful();
  }
}
