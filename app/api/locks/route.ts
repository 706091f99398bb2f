import { locksAnswer } from '@/lib/domain/api';
import { ledgerQuery } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readLocks } from '@/lib/queries/locks';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/locks',
  summary: 'The ledger of locks, newest first, a page at a time.',
  input: { query: ledgerQuery },
  output: locksAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, query: { block, ...query } }) =>
    read(runtime, (view) => readLocks(view, query), { block }),
});
