import { paymentExportRow } from '@/lib/domain/api';
import { CSV, csvExport } from '@/lib/http/export';
import { byAddress, EXPORT_LIMIT, paymentExportQuery } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readMerchantPayments } from '@/lib/queries/merchant-payments';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/merchants/{address}/payments.csv',
  summary: 'Every payment of a merchant, newest first.',
  input: { params: byAddress, query: paymentExportQuery },
  answers: { mediaType: CSV, description: 'A line of names, then one line a payment.' },
  limit: EXPORT_LIMIT,
  notFound: 'No merchant was ever registered under this address.',
  handler: async ({ runtime, params: { address }, query: { block, ...filter } }) => {
    const payments = await readMerchantPayments(runtime, address, filter, { block });
    return payments && csvExport(payments, { row: paymentExportRow, name: `payments-${address}` });
  },
});
