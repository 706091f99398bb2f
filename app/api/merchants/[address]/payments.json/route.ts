import { merchantExport, paymentExportRow } from '@/lib/domain/api';
import { JSON_TYPE, jsonExport } from '@/lib/http/export';
import { byAddress, EXPORT_LIMIT, paymentExportQuery } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readMerchantPayments } from '@/lib/queries/merchant-payments';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/merchants/{address}/payments.json',
  summary: 'Every payment of a merchant, newest first.',
  input: { params: byAddress, query: paymentExportQuery },
  answers: { mediaType: JSON_TYPE, schema: merchantExport, description: 'All payments, as they are read.' },
  limit: EXPORT_LIMIT,
  notFound: 'No merchant was ever registered under this address.',
  handler: async ({ runtime, params: { address }, query: { block, ...filter } }) => {
    const payments = await readMerchantPayments(runtime, address, filter, { block });
    const about = { merchant: address };
    return (
      payments &&
      jsonExport(payments, {
        row: paymentExportRow,
        name: `payments-${address}`,
        about,
        list: 'payments',
      })
    );
  },
});
