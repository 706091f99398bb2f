'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useChainTime } from '@/components/live/live-context';
import { useNames } from '@/components/shell/use-name';
import { Announced } from '@/components/ui/announced';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorPanel, reasonOf } from '@/components/ui/error-panel';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Loading, SkeletonRows } from '@/components/ui/skeleton';
import { useMedia } from '@/components/ui/use-media';
import { lockKey } from '@/lib/domain/entity-key';
import { formatCount } from '@/lib/domain/text';
import { ledgerQueryOptions } from '@/lib/live/queries';
import { isFiltered, writeFilter } from './filter-url';
import { LedgerFilters } from './ledger-filters';
import { LEDGER_PAGE } from './ledger-page';
import { useIsNew } from './lock-list';
import { LockHead, LockRow } from './lock-row';
import { useAnchoredScroll } from './use-anchored-scroll';
import { useLedgerFilter } from './use-ledger-filter';

/** Older rows are fetched while this many are still below. */
const FETCH_AHEAD = 40;

const WIDE = '(min-width: 40rem)';
const ROW = { wide: 49, narrow: 65 };

/** Every lock that passes the filter, newest first: a window of rows, however many there are. */
export function Ledger() {
  const { filter, ignored, setFilter } = useLedgerFilter();
  const query = useInfiniteQuery(ledgerQueryOptions({ ...filter, limit: LEDGER_PAGE }));
  const locks = useMemo(() => query.data?.pages.flatMap((page) => page.locks) ?? [], [query.data]);
  const ids = useMemo(() => locks.map(lockKey), [locks]);
  const [first] = query.data?.pages ?? [];
  // Of a filter that few pass, the server counts among the newest only; who has scrolled to the end knows better.
  const isLeast = Boolean(first?.totalIsLeast && query.hasNextPage);
  const total = first?.totalIsLeast ? Math.max(first.total, locks.length) : (first?.total ?? 0);
  // Nothing is counted in what could not be read.
  const read = query.data ? countWords(total, isLeast, isFiltered(filter)) : '';
  const counted = query.isPending ? 'Reading the ledger…' : read;
  const now = useChainTime();
  const nameOf = useNames();
  const isNew = useIsNew(locks);

  const list = useRef<HTMLTableSectionElement>(null);
  const rowHeight = useRowHeight();
  const margin = useTopOf(list);
  const virtualizer = useWindowVirtualizer({
    count: locks.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => ids[index] ?? index,
  });
  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  useAnchoredScroll(virtualizer, ids, rowHeight);

  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  useEffect(() => {
    if (
      hasNextPage &&
      !isFetchingNextPage &&
      !isFetchNextPageError &&
      lastRow >= locks.length - FETCH_AHEAD
    ) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, lastRow, locks.length]);

  return (
    <>
      <LedgerFilters filter={filter} onChange={setFilter} />
      {ignored.length > 0 && (
        <Notice kind="care" className="mb-4" title="Part of this address is not a filter we know">
          Ignored: {ignored.join(', ')}.
        </Notice>
      )}
      <div className="flex min-h-8 items-center justify-between pb-2 text-small text-ink-2">
        <p className="tabular-nums">{counted}</p>
        <Announced words={counted} when={`${writeFilter(filter)}${query.isPending}`} />
        {isFiltered(filter) && (
          <Button look="quiet" size="s" onClick={() => setFilter({})}>
            Clear filter
          </Button>
        )}
      </div>
      <Panel aria-label="Locks" className="overflow-clip">
        {query.isPending ? (
          <Loading what="Reading the ledger">
            <SkeletonRows rows={12} />
          </Loading>
        ) : !query.data ? (
          <ErrorPanel
            title="The ledger could not be read"
            reason={reasonOf(query.error)}
            onRetry={() => void query.refetch()}
          />
        ) : locks.length === 0 && query.hasNextPage ? (
          <Loading what="Looking further back">
            <SkeletonRows rows={12} />
          </Loading>
        ) : locks.length === 0 ? (
          <EmptyState
            title={isFiltered(filter) ? 'No lock passes this filter' : 'No payment yet'}
            action={
              isFiltered(filter) ? <Button onClick={() => setFilter({})}>Show all locks</Button> : undefined
            }
          >
            {isFiltered(filter)
              ? 'New ones that do will appear here by themselves.'
              : 'As soon as collateral is locked for one, it appears here.'}
          </EmptyState>
        ) : (
          <table aria-label="Locks, newest first" aria-rowcount={isLeast ? -1 : total + 1} className="block">
            <thead className="block">
              <LockHead columns="ledger" className="border-t-0" />
            </thead>
            <tbody ref={list} className="relative block" style={{ height: virtualizer.getTotalSize() }}>
              {rows.map(({ key, index, start }) => {
                const lock = locks[index];
                return lock ? (
                  <LockRow
                    key={key}
                    lock={lock}
                    now={now}
                    columns="ledger"
                    name={nameOf(lock.merchant)}
                    arrived={isNew(lock, now)}
                    rowIndex={index + 2}
                    className={cx('absolute! inset-x-0 top-0', index === 0 && 'max-sm:border-t-0')}
                    style={{ transform: `translateY(${start - margin}px)`, height: rowHeight }}
                  />
                ) : null;
              })}
            </tbody>
          </table>
        )}
      </Panel>
      <p className="py-4 text-center text-small text-ink-3" role="status">
        {isFetchingNextPage
          ? 'Reading older locks…'
          : isFetchNextPageError
            ? 'Older locks could not be read.'
            : locks.length > 0 && !hasNextPage
              ? 'That is all of them.'
              : ''}{' '}
        {isFetchNextPageError && (
          <Button size="s" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        )}
      </p>
    </>
  );
}

function countWords(total: number, isLeast: boolean, filtered: boolean): string {
  const number = `${isLeast ? 'At least ' : ''}${formatCount(total)}`;
  const locks = `${number} ${total === 1 ? 'lock' : 'locks'}`;
  return filtered ? `${locks} ${total === 1 ? 'passes' : 'pass'} the filter` : `${locks} so far`;
}

/** Rows have two lines on a phone. */
function useRowHeight(): number {
  const wide = useMedia(WIDE) ?? true;
  return wide ? ROW.wide : ROW.narrow;
}

/**
 * How far below the top of the page an element begins: that changes only with the size of something. Read when the page
 * is laid out, for to ask at any other time would have it laid out once more.
 */
function useTopOf(ref: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const element = ref.current;
      if (element) setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}
