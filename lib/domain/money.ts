/**
 * Amounts as people type and read them. Everything inside is `bigint` wei of AMP; no float is involved.
 */
import { group } from './text';

export const AMP_DECIMALS = 18;
export const WEI_PER_AMP = 10n ** 18n;

/** Why an amount cannot be used. Words for each are in the page's messages, next to the field. */
export type AmountIssue =
  | { code: 'empty' }
  | { code: 'not-a-number' }
  | { code: 'exponent' }
  | { code: 'negative' }
  | { code: 'too-many-decimals'; decimals: number }
  | { code: 'zero' }
  | { code: 'below-minimum'; minimum: bigint }
  | { code: 'above-maximum'; maximum: bigint };

export type AmountResult = { ok: true; value: bigint } | { ok: false; issue: AmountIssue };

const refuse = (issue: AmountIssue): AmountResult => ({ ok: false, issue });

/**
 * Reads a decimal amount: digits, one point, thousands separated by commas, thin spaces, spaces or apostrophes as
 * pasted from a sheet. Refuses exponents, signs, more than 18 decimals, and what lies outside `min`..`max` (wei).
 * A comma counts as a separator only where three digits follow it, so that `1,5` is never read as fifteen.
 */
export function parseAmp(text: string, limits: { min?: bigint; max?: bigint } = {}): AmountResult {
  const trimmed = text.trim();
  if (trimmed === '') return refuse({ code: 'empty' });
  if (/^[-−]/.test(trimmed)) return refuse({ code: 'negative' });
  if (/^[\d.,]*\d[eE][+-]?\d+$/.test(trimmed)) return refuse({ code: 'exponent' });
  const grouped = /^\d{1,3}([,'’\u00a0\u2009\u202f ]\d{3})+(\.\d*)?$/.test(trimmed);
  const plain = grouped ? trimmed.replace(/[^\d.]/g, '') : trimmed;
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  const whole = match?.[1] ?? '';
  const fraction = match?.[2] ?? '';
  if (!match || whole + fraction === '') return refuse({ code: 'not-a-number' });
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > AMP_DECIMALS) {
    return refuse({ code: 'too-many-decimals', decimals: significant.length });
  }
  const value = BigInt(whole || '0') * WEI_PER_AMP + BigInt(significant.padEnd(AMP_DECIMALS, '0'));
  if (value === 0n) return refuse({ code: 'zero' });
  if (limits.min !== undefined && value < limits.min) {
    return refuse({ code: 'below-minimum', minimum: limits.min });
  }
  if (limits.max !== undefined && value > limits.max) {
    return refuse({ code: 'above-maximum', maximum: limits.max });
  }
  return { ok: true, value };
}

/** wei as a decimal with every digit that is not a trailing zero: what MAX puts into a field. */
export function formatAmpExact(wei: bigint, { separators = false } = {}): string {
  const sign = wei < 0n ? '−' : '';
  const abs = wei < 0n ? -wei : wei;
  const whole = (abs / WEI_PER_AMP).toString();
  const fraction = (abs % WEI_PER_AMP).toString().padStart(AMP_DECIMALS, '0').replace(/0+$/, '');
  return `${sign}${separators ? group(whole) : whole}${fraction ? `.${fraction}` : ''}`;
}

/** wei rounded towards zero to `decimals`, with separators; something is never shown as nothing: `< 0.01`. */
export function formatAmp(wei: bigint, decimals = 2): string {
  const abs = wei < 0n ? -wei : wei;
  const unit = 10n ** BigInt(AMP_DECIMALS - decimals);
  if (abs > 0n && abs < unit) return `${wei < 0n ? '−' : ''}< ${formatAmpExact(unit)}`;
  return formatAmpExact((wei / unit) * unit, { separators: true });
}

/** `4.82M`, `11.5k`, `940`: three figures, rounded towards zero, for the bar and headings. */
export function formatAmpShort(wei: bigint): string {
  const whole = wei / WEI_PER_AMP;
  const scales: [bigint, string][] = [
    [1_000_000_000n, 'B'],
    [1_000_000n, 'M'],
    [1_000n, 'k'],
  ];
  const scale = scales.find(([size]) => whole >= size);
  if (!scale) return whole === 0n && wei > 0n ? '< 1' : whole.toString();
  const [size, letter] = scale;
  const hundredths = (whole * 100n) / size;
  const text = `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
  const digits = hundredths >= 10_000n ? text.slice(0, -3) : hundredths >= 1_000n ? text.slice(0, -1) : text;
  return `${digits}${letter}`;
}

/** Hundredths of a currency as `$1,234.50`; other currencies as `1,234.50 EUR`. */
export function formatFiat(hundredths: bigint, currency = 'USD'): string {
  const amount = `${group((hundredths / 100n).toString())}.${(hundredths % 100n).toString().padStart(2, '0')}`;
  return currency === 'USD' ? `$${amount}` : `${amount} ${currency}`;
}

/** Worth of wei in US cents at a price scaled by 1e8, floor: never more than it is. */
export const ampToCents = (wei: bigint, price: bigint): bigint =>
  (wei * price * 100n) / (WEI_PER_AMP * 100_000_000n);

/** Basis points as `21.1 %`. */
export const formatBps = (value: number): string => `${(value / 100).toFixed(value < 1000 ? 2 : 1)} %`;

/** wei as a decimal that machines read: all digits, a plain minus, a point, no separators. */
export const decimalAmp = (wei: bigint): string =>
  wei < 0n ? `-${formatAmpExact(-wei)}` : formatAmpExact(wei);
