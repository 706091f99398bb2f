'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type LedgerFilter, type ReadFilter, readFilter, writeFilter } from './filter-url';

/** The filter of the page's address; setting it leaves a step to go back to, and asks the server nothing twice. */
export function useLedgerFilter(): ReadFilter & { setFilter: (filter: LedgerFilter) => void } {
  const params = useSearchParams();
  const read = useMemo(() => readFilter(params.entries()), [params]);
  const setFilter = useCallback((filter: LedgerFilter) => {
    window.history.pushState(null, '', `${window.location.pathname}${writeFilter(filter)}`);
  }, []);
  return { ...read, setFilter };
}
