import { accountExport, movement } from '@/lib/domain/api';
import { JSON_TYPE, jsonExport } from '@/lib/http/export';
import { atBlock, byAddress, EXPORT_LIMIT } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readMovements } from '@/lib/queries/account-movements';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/accounts/{address}/history.json',
  summary: 'Everything that ever changed what an address has, oldest first: its sum is what it has.',
  input: { params: byAddress, query: atBlock },
  answers: { mediaType: JSON_TYPE, schema: accountExport, description: 'All movements, as they are read.' },
  limit: EXPORT_LIMIT,
  handler: async ({ runtime, params: { address }, query }) =>
    jsonExport(await readMovements(runtime, address, query), {
      row: movement,
      name: `history-${address}`,
      about: { address },
      list: 'movements',
    }),
});
