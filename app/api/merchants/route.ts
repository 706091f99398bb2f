import { merchantsAnswer } from '@/lib/domain/api';
import { atBlock } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readMerchants } from '@/lib/queries/merchants';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/merchants',
  summary: 'Every merchant that was ever registered.',
  input: { query: atBlock },
  output: merchantsAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, query }) => read(runtime, readMerchants, query),
});
