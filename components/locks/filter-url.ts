import type { LocksQuery } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { lockStatuses } from '@/lib/domain/lock-status';
import { type AmountIssue, formatAmpExact, parseAmp } from '@/lib/domain/money';
import type { LocksFilter } from '@/lib/live/queries';

/** The ledger's filter, as the page's address carries it. */
export type LedgerFilter = Pick<LocksFilter, 'pool' | 'merchant' | 'status' | 'asset' | 'min'>;

const names = ['pool', 'merchant', 'status', 'asset', 'min'] as const satisfies (keyof LocksQuery)[];

/** How each part is read, as the route reads it: null for what it would refuse. A test holds the two against each other. */
const readers: { [Name in keyof LedgerFilter]-?: (text: string) => LedgerFilter[Name] | null } = {
  pool: (text) => hexOf(32, text),
  merchant: (text) => hexOf(20, text),
  status: (text) => (text === 'live' ? text : (lockStatuses.find((one) => one === text) ?? null)),
  asset: (text) => (/^[A-Za-z0-9]{1,8}$/.test(text) ? text : null),
  min: (text) => (/^\d{1,78}$/.test(text) ? BigInt(text) : null),
};

function hexOf(bytes: number, text: string): Hex | null {
  const digits = /^0x([0-9a-fA-F]+)$/.exec(text)?.[1];
  return digits?.length === bytes * 2 ? `0x${digits.toLowerCase()}` : null;
}

export type ReadFilter = { filter: LedgerFilter; ignored: string[] };

/**
 * Reads an address. A part that is not understood is left out and named, so that a mistyped link still shows
 * something, and says what it does not show. Parameters that are no filter are none of our business.
 */
export function readFilter(params: Iterable<[string, string]>): ReadFilter {
  const filter: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, value] of params) {
    const known = names.find((one) => one === name);
    if (!known || value === '') continue;
    const read = readers[known](value);
    if (read === null) ignored.push(known);
    else filter[known] = read;
  }
  // Each value was read by the reader of its own name.
  return { filter: filter as LedgerFilter, ignored };
}

/** `?status=live&asset=BTC`, in a fixed order, or an empty string. */
export function writeFilter(filter: LedgerFilter): string {
  const params = new URLSearchParams();
  for (const name of names) {
    const value = filter[name];
    if (value !== undefined) params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

export const isFiltered = (filter: LedgerFilter): boolean => names.some((name) => filter[name] !== undefined);

/** The smallest amount as it stands in its field. */
export const minText = (min: bigint | undefined): string => (min === undefined ? '' : formatAmpExact(min));

/** What was typed as the smallest amount: wei, nothing, or what is wrong with it. */
export function readMin(text: string): { min: bigint | undefined } | { error: string } {
  const parsed = parseAmp(text);
  if (parsed.ok) return { min: parsed.value };
  if (parsed.issue.code === 'empty' || parsed.issue.code === 'zero') return { min: undefined };
  return { error: sentence(parsed.issue) };
}

function sentence(issue: AmountIssue): string {
  switch (issue.code) {
    case 'too-many-decimals':
      return `AMP has 18 decimals, this has ${issue.decimals}.`;
    case 'exponent':
      return 'Please write the amount in full, without an exponent.';
    case 'negative':
      return 'An amount cannot be negative.';
    case 'not-a-number':
    case 'empty':
    case 'zero':
    case 'below-minimum':
    case 'above-maximum':
      return 'Please type an amount of AMP, like 10,000.';
  }
}
