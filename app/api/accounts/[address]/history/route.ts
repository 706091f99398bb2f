import { accountHistoryAnswer } from '@/lib/domain/api';
import { accountHistoryQuery, byAddress } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readAccountHistory } from '@/lib/queries/account-history';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}/history',
  summary: 'What happened to an address, newest first, a page at a time.',
  input: { params: byAddress, query: accountHistoryQuery },
  output: accountHistoryAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, params, query }) =>
    read(runtime, (view) => readAccountHistory(view, params.address, query), query),
});
