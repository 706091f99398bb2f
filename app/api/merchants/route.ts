import { merchantsAnswer } from '@/lib/domain/api';
import { defineRoute } from '@/lib/http/route';
import { readMerchants } from '@/lib/queries/merchants';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/merchants',
  output: merchantsAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime }) => read(runtime, readMerchants),
});
