import { lotRow, lotsExport } from '@/lib/domain/lots-answer';
import { JSON_TYPE, jsonExport } from '@/lib/http/export';
import { atBlock, byAddress, EXPORT_LIMIT } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readLots } from '@/lib/queries/account-lots';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}/lots.json',
  summary:
    'What came in to an address as lots, and what left them, the oldest first (FIFO): for a tax report.',
  input: { params: byAddress, query: atBlock },
  answers: { mediaType: JSON_TYPE, schema: lotsExport, description: 'All lots, as they are read.' },
  limit: EXPORT_LIMIT,
  handler: async ({ runtime, params: { address }, query }) =>
    jsonExport(await readLots(runtime, address, query), {
      row: lotRow,
      name: `lots-${address}`,
      about: { address, method: 'FIFO' },
      list: 'lots',
    }),
});
