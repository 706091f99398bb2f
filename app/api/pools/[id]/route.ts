import { poolAnswer } from '@/lib/domain/api';
import { atBlock, byId } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readPool } from '@/lib/queries/pool';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/pools/{id}',
  summary: 'One pool and its last losses.',
  input: { params: byId, query: atBlock },
  output: poolAnswer,
  cache: ({ at }) => at,
  notFound: 'No pool has this id.',
  handler: ({ runtime, params, query }) => read(runtime, (view) => readPool(view, params.id), query),
});
