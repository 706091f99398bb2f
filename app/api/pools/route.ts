import { poolsAnswer } from '@/lib/domain/api';
import { atBlock } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readPools } from '@/lib/queries/pools';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/pools',
  summary: 'Every pool, oldest first.',
  input: { query: atBlock },
  output: poolsAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, query }) => read(runtime, readPools, query),
});
