import { merchantAnswer } from '@/lib/domain/api';
import { byAddress, paymentsQuery } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readMerchant } from '@/lib/queries/merchant';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/merchants/{address}/payments',
  summary:
    'A merchant: what is guaranteed, due, released and drawn, and a page of its payments, newest first.',
  input: { params: byAddress, query: paymentsQuery },
  output: merchantAnswer,
  cache: ({ at }) => at,
  notFound: 'No merchant was ever registered under this address.',
  handler: ({ runtime, params, query: { block, ...query } }) =>
    read(runtime, (view) => readMerchant(view, params.address, query), { block }),
});
