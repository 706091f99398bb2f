import { accountAnswer } from '@/lib/domain/api';
import { atBlock, byAddress } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readAccount } from '@/lib/queries/account';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}',
  summary: 'An address: where its AMP is, its stakes and exits, and what happened to it last.',
  input: { params: byAddress, query: atBlock },
  output: accountAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, params, query }) => read(runtime, (view) => readAccount(view, params.address), query),
});
