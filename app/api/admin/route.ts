import { adminAnswer } from '@/lib/domain/api';
import { atBlock } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readAdmin } from '@/lib/queries/admin';
import { read } from '@/lib/queries/view';

/** Not kept: the follower's state changes also while no block comes. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/admin',
  summary: 'Health of the follower, and the balance equation of each pool.',
  input: { query: atBlock },
  output: adminAnswer,
  handler: ({ runtime, query }) => read(runtime, readAdmin, query),
});
