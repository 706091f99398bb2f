import { z } from 'zod';
import { whyNoGift } from '@/lib/chain/faucet';
import { address, bytes32 } from '@/lib/domain/codecs';
import { HttpProblem } from '@/lib/http/problem';
import { defineRoute } from '@/lib/http/route';

/** One ether and a million AMP, on a local chain only. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/faucet',
  summary: 'One ether and a million AMP, on a local chain only.',
  method: 'POST',
  input: { body: z.strictObject({ address }), maxBytes: 1_024 },
  output: z.strictObject({ tx: bytes32 }),
  limit: { perMinute: 20, burst: 20 },
  notFound: 'There is a faucet on a local chain only.',
  handler: async ({ runtime: { deployment, faucet, log }, body }) => {
    if (!faucet) return null;
    const refusal = whyNoGift(body.address, deployment);
    if (refusal !== null) {
      const errors = [{ path: 'body.address', message: refusal }];
      throw new HttpProblem('invalid-input', { detail: refusal, errors });
    }
    try {
      return { tx: await faucet.give(body.address) };
    } catch (error) {
      log.warn('the faucet could not give', { error });
      throw new HttpProblem('not-ready', {
        detail: 'The faucet cannot give just now: the local chain does not answer, or the faucet is empty.',
        headers: { 'retry-after': '5' },
      });
    }
  },
});
