import { historyAnswer } from '@/lib/domain/api';
import { historyQuery, poolOrAll } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readHistory } from '@/lib/queries/history';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/pools/{id}/history',
  summary: 'A pool, or all together, over time.',
  input: { params: poolOrAll, query: historyQuery },
  output: historyAnswer,
  cache: ({ at }) => at,
  notFound: 'No pool has this id.',
  handler: ({ runtime, params, query: { interval, block } }) =>
    read(runtime, (view) => readHistory(view, { pool: params.id, interval }), { block }),
});
