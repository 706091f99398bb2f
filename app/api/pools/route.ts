import { poolsAnswer } from '@/lib/domain/api';
import { defineRoute } from '@/lib/http/route';
import { readPools } from '@/lib/queries/pools';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/pools',
  output: poolsAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime }) => read(runtime, readPools),
});
