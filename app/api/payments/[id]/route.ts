import { paymentAnswer } from '@/lib/domain/api';
import { atBlock, byId } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readPayment } from '@/lib/queries/payment';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/payments/{id}',
  summary: 'One payment and its story, oldest step first.',
  input: { params: byId, query: atBlock },
  output: paymentAnswer,
  cache: ({ at }) => at,
  notFound: 'Nothing was ever locked for a payment with this id.',
  handler: ({ runtime, params, query }) => read(runtime, (view) => readPayment(view, params.id), query),
});
