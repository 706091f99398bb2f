import { hashKey, QueryClient, type QueryKey } from '@tanstack/react-query';
import { ProblemError } from './read-errors';

/** What tells keys apart: they hold filters, and those amounts, which JSON has no word for. */
export const hashOfKey = (key: QueryKey): string =>
  hashKey(key.map((part) => JSON.parse(JSON.stringify(part, bigintAsText) ?? 'null')));

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

/** The cache of one browser, or of one page being rendered on the server: never share it between requests. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        queryKeyHashFn: hashOfKey,
        // The stream keeps answers fresh; this is what holds without it.
        staleTime: 30_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ProblemError && error.problem.status < 500),
        retryDelay: (attempt) => Math.min(4000, 500 * 2 ** attempt),
      },
    },
  });
}
