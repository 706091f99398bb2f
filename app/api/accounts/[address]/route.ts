import { accountAnswer } from '@/lib/domain/api';
import { byAddress } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readAccount } from '@/lib/queries/account';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}',
  input: { params: byAddress },
  output: accountAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, params }) => read(runtime, (view) => readAccount(view, params.address)),
});
