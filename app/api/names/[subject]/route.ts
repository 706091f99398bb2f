import { nameAnswer } from '@/lib/domain/name-answer';
import { byNameOrAddress, NAMES_LIMIT } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { readName } from '@/lib/queries/name';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/names/{subject}',
  summary:
    'The address behind an ENS name, or the name that an address gives itself and that leads back to it.',
  input: { params: byNameOrAddress },
  output: nameAnswer,
  limit: NAMES_LIMIT,
  handler: ({ runtime, params: { subject } }) => readName(runtime.names, subject),
});
