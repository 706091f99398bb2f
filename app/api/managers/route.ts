import { managersAnswer } from '@/lib/domain/api';
import { atBlock } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readManagers } from '@/lib/queries/managers';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/managers',
  summary: 'Every collateral manager and partition strategy that Amp knows, and what lies in each partition.',
  input: { query: atBlock },
  output: managersAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, query }) => read(runtime, readManagers, query),
});
