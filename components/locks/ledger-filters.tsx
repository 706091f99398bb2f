'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClaim } from '@/components/shell/use-claim';
import { useNames } from '@/components/shell/use-name';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { lockStatusLook } from '@/components/ui/lock-status-tag';
import { lockStatuses } from '@/lib/domain/lock-status';
import { shortHex } from '@/lib/domain/text';
import { merchantsQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { type LedgerFilter, minText, readFilter, readMin } from './filter-url';

/** What the demo chain pays with; any other ticker can be typed. */
const COMMON_ASSETS = ['BTC', 'ETH', 'SOL', 'USDC', 'LN', 'DOGE'];

/** Which locks to show. Each choice takes effect at once and stands in the address. */
export function LedgerFilters({
  filter,
  onChange,
}: {
  filter: LedgerFilter;
  onChange: (filter: LedgerFilter) => void;
}) {
  const { data: pools } = useQuery(poolsQueryOptions());
  const { data: merchants } = useQuery(merchantsQueryOptions());
  const nameOf = useNames();
  const { guaranteed } = useClaim();
  /**
   * A choice as the address would carry it, read by the same rules. Beside what stands in the address now, which may not
   * be drawn yet: two choices can come at once.
   */
  const choose = (name: keyof LedgerFilter) => (value: string) => {
    const { [name]: _, ...others } = readFilter(new URLSearchParams(window.location.search).entries()).filter;
    onChange({ ...others, ...readFilter([[name, value]]).filter });
  };
  return (
    <search className="grid grid-cols-2 gap-3 pb-5 sm:grid-cols-3 md:grid-cols-5">
      <Field label="Status" className="max-sm:col-span-2">
        {(wiring) => (
          <Select
            {...wiring}
            value={filter.status ?? ''}
            onChange={(event) => choose('status')(event.target.value)}
          >
            <option value="">All</option>
            <option value="live">{`Live (all that is ${guaranteed})`}</option>
            {lockStatuses.map((status) => (
              <option key={status} value={status}>
                {status === 'open' ? 'On time' : lockStatusLook[status].word}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Pool">
        {(wiring) => (
          <Select
            {...wiring}
            value={filter.pool ?? ''}
            onChange={(event) => choose('pool')(event.target.value)}
          >
            <option value="">All pools</option>
            {filter.pool && !pools?.pools.some(({ pool }) => pool.id === filter.pool) && (
              <option value={filter.pool}>{shortHex(filter.pool)}</option>
            )}
            {pools?.pools.map(({ pool }) => (
              <option key={pool.id} value={pool.id}>
                {pool.tag}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Merchant">
        {(wiring) => (
          <Select
            {...wiring}
            value={filter.merchant ?? ''}
            onChange={(event) => choose('merchant')(event.target.value)}
          >
            <option value="">All merchants</option>
            {filter.merchant && !merchants?.merchants.some(({ address }) => address === filter.merchant) && (
              <option value={filter.merchant}>{nameOf(filter.merchant) ?? shortHex(filter.merchant)}</option>
            )}
            {merchants?.merchants.map(({ address }) => (
              <option key={address} value={address}>
                {nameOf(address) ?? shortHex(address)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <AssetField
        key={`asset-${filter.asset ?? ''}`}
        initial={filter.asset ?? ''}
        onChoose={choose('asset')}
      />
      <MinField
        key={`min-${filter.min ?? ''}`}
        initial={minText(filter.min)}
        onChoose={(min) => choose('min')(min === undefined ? '' : String(min))}
      />
    </search>
  );
}

/** Typed text is taken over when one leaves the field or presses Enter: each letter would be a new question. */
function AssetField({ initial, onChoose }: { initial: string; onChoose: (asset: string) => void }) {
  const [text, setText] = useState(initial);
  const clean = text.trim().toUpperCase();
  const wrong = clean !== '' && !/^[A-Z0-9]{1,8}$/.test(clean);
  const take = () => !wrong && clean !== initial && onChoose(clean);
  return (
    <Field label="Paid with" error={wrong ? 'A ticker has up to 8 letters or digits.' : null}>
      {(wiring) => (
        <>
          <Input
            {...wiring}
            list="assets"
            maxLength={12}
            placeholder="Any"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={take}
            onKeyDown={(event) => event.key === 'Enter' && take()}
          />
          <datalist id="assets">
            {COMMON_ASSETS.map((asset) => (
              <option key={asset} value={asset} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function MinField({ initial, onChoose }: { initial: string; onChoose: (min: bigint | undefined) => void }) {
  const [text, setText] = useState(initial);
  const read = readMin(text);
  const take = () => 'min' in read && minText(read.min) !== initial && onChoose(read.min);
  return (
    <Field label="At least, AMP" error={'error' in read ? read.error : null}>
      {(wiring) => (
        <Input
          {...wiring}
          inputMode="decimal"
          placeholder="0"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => event.key === 'Enter' && take()}
        />
      )}
    </Field>
  );
}
