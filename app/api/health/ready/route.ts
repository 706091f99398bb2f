import { readyAnswer } from '@/lib/domain/api';
import { NotReadyError } from '@/lib/http/not-ready';
import { whyNotReady } from '@/lib/http/readiness';
import { defineRoute } from '@/lib/http/route';

/**
 * 200 when answers are as fresh as the chain, 503 with the reason otherwise. An alarm of the audit is named in
 * `follower.audit` and is no reason for 503: every instance reads the same database, so that none would be left.
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/health/ready',
  summary: 'Whether answers are as fresh as the chain: 200, or 503 with the reason.',
  output: readyAnswer,
  handler: async ({ runtime }) => {
    const follower = runtime.follower.state();
    const reason = whyNotReady(follower);
    if (reason !== null) throw new NotReadyError(reason);
    return { ready: true, follower };
  },
});
