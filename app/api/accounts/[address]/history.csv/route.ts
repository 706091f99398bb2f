import { movement } from '@/lib/domain/api';
import { CSV, csvExport } from '@/lib/http/export';
import { atBlock, byAddress, EXPORT_LIMIT } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readMovements } from '@/lib/queries/account-movements';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}/history.csv',
  summary: 'Everything that ever changed what an address has, oldest first: its sum is what it has.',
  input: { params: byAddress, query: atBlock },
  answers: { mediaType: CSV, description: 'A line of names, then one line a movement.' },
  limit: EXPORT_LIMIT,
  handler: async ({ runtime, params: { address }, query }) =>
    csvExport(await readMovements(runtime, address, query), { row: movement, name: `history-${address}` }),
});
