import { lotRow } from '@/lib/domain/lots-answer';
import { CSV, csvExport } from '@/lib/http/export';
import { atBlock, byAddress, EXPORT_LIMIT } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readLots } from '@/lib/queries/account-lots';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}/lots.csv',
  summary:
    'What came in to an address as lots, and what left them, the oldest first (FIFO): for a tax report.',
  input: { params: byAddress, query: atBlock },
  answers: { mediaType: CSV, description: 'A line of names, then one line a piece of a lot.' },
  limit: EXPORT_LIMIT,
  handler: async ({ runtime, params: { address }, query }) =>
    csvExport(await readLots(runtime, address, query), { row: lotRow, name: `lots-${address}` }),
});
