import { z } from 'zod';
import { defineStandaloneRoute } from '@/lib/http/route';

/** Asks for nothing else, so that a supervisor does not kill a server that waits for its node. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineStandaloneRoute({
  route: '/api/health/live',
  summary: 'The process answers.',
  output: z.strictObject({ live: z.literal(true) }),
  handler: () => ({ live: true as const }),
});
