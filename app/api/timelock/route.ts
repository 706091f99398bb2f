import { timelockAnswer } from '@/lib/domain/api';
import { atBlock } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readTimelockQueue } from '@/lib/queries/timelock';
import { read } from '@/lib/queries/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/timelock',
  summary: 'Changes of the pools’ rules and roles that are announced and not yet made.',
  input: { query: atBlock },
  output: timelockAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, query }) => read(runtime, readTimelockQueue, query),
});
