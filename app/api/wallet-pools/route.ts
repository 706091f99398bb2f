import { walletPoolsAnswer } from '@/lib/domain/api';
import { atBlock } from '@/lib/http/inputs';
import { defineRoute } from '@/lib/http/route';
import { read } from '@/lib/queries/view';
import { readWalletPools } from '@/lib/queries/wallet-pools';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/wallet-pools',
  summary: 'Every pool of collateral in place, oldest first.',
  input: { query: atBlock },
  output: walletPoolsAnswer,
  cache: ({ at }) => at,
  handler: ({ runtime, query }) => read(runtime, readWalletPools, query),
});
