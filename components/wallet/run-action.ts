import { z } from 'zod';
import { toFailure } from '@/lib/actions/failure';
import { type ActionKind, actions, encodeIntent, type IntentOf } from '@/lib/actions/registry';
import { send } from '@/lib/actions/send';
import { type Simulation, simulate } from '@/lib/actions/simulate';
import { address, bytes32, type Hex } from '@/lib/domain/codecs';
import { explain, type Failure } from '@/lib/domain/error-catalogue';
import type { Explanation } from '@/lib/domain/explanation';
import { recordActivity } from './activity-store';
import { chainName } from './chain-name';
import type { Engine } from './engine';

export type Request<Kind extends ActionKind> = { kind: Kind; intent: IntentOf<Kind>; account: Hex };

/** A look at what would happen. A refusal is an answer like any other: it is shown, not thrown. */
export type Checked<Kind extends ActionKind> =
  | { ok: true; simulation: Simulation<Kind> }
  | { ok: false; failure: Failure; problem: Explanation };

const refused = (error: unknown) => {
  const failure = toFailure(error);
  return { ok: false as const, failure, problem: explain(failure) };
};

/** Simulates the very transaction. Never throws. */
export async function check<Kind extends ActionKind>(
  { client, deployment }: Engine,
  request: Request<Kind>,
): Promise<Checked<Kind>> {
  try {
    return { ok: true, simulation: await simulate({ ...request, client, deployment }) };
  } catch (error) {
    return refused(error);
  }
}

/** `worse`: nothing was sent, since the chain now promises less than what was shown. */
export type Ran<Kind extends ActionKind> =
  | { is: 'sent'; id: Hex }
  | { is: 'worse'; simulation: Simulation<Kind> }
  | { is: 'refused'; problem: Explanation };

/**
 * Simulates once more, asks the wallet if what was `shown` still holds, and records what was sent. The activity list
 * follows it from there. Never throws.
 */
export async function run<Kind extends ActionKind>(
  engine: Engine,
  request: Request<Kind>,
  shown: Simulation<Kind>,
  onSigning: () => void,
): Promise<Ran<Kind>> {
  const { kind, intent, account } = request;
  const action = actions[kind];
  const fresh = await check(engine, request);
  if (!fresh.ok) return { is: 'refused', problem: fresh.problem };
  const { simulation } = fresh;
  if (action.isWorse(shown.preview, simulation.preview)) return { is: 'worse', simulation };
  const { deployment } = engine;
  try {
    const signer = await engine.signer();
    onSigning();
    const { call, gas } = simulation;
    const hash = await send({
      call,
      gas,
      account,
      pool: intent.pool,
      deployment,
      chainName: chainName(deployment.chainId),
      signer,
    });
    const id = bytes32.parse(hash);
    recordActivity({
      id,
      hash: id,
      chainId: deployment.chainId,
      account,
      kind,
      intent: z.json().parse(encodeIntent(kind, intent)),
      title: action.title(intent),
      sentAt: Date.now(),
      call: { to: address.parse(call.to), data: call.data },
      nonce: null,
      seenAtBlock: null,
      state: { status: 'pending' },
    });
    return { is: 'sent', id };
  } catch (error) {
    return { is: 'refused', problem: refused(error).problem };
  }
}
