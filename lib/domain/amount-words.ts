import { AMP_DECIMALS, type AmountIssue, formatAmpExact } from './money';

/** What the limits of a field mean there: "This pool takes 100 AMP or more." Each is given the limit in AMP. */
export type LimitWords = {
  minimum?: (amp: string) => string;
  maximum?: (amp: string) => string;
};

const amp = (wei: bigint): string => formatAmpExact(wei, { separators: true });

/** One sentence for the field that holds the amount: what is wrong, and what would be right. */
export function amountWords(issue: AmountIssue, limits: LimitWords = {}): string {
  switch (issue.code) {
    case 'empty':
      return 'Enter an amount of AMP.';
    case 'not-a-number':
      return 'Write the amount in digits with one decimal point, like 1,250.5.';
    case 'exponent':
      return 'Write the amount out in digits: 100000 rather than 1e5.';
    case 'negative':
      return 'An amount cannot be negative.';
    case 'too-many-decimals':
      return `AMP has ${AMP_DECIMALS} decimals, and this has ${issue.decimals}. Shorten it.`;
    case 'zero':
      return 'Enter more than 0.';
    case 'below-minimum':
      return limits.minimum?.(amp(issue.minimum)) ?? `Enter ${amp(issue.minimum)} AMP or more.`;
    case 'above-maximum':
      return limits.maximum?.(amp(issue.maximum)) ?? `Enter ${amp(issue.maximum)} AMP or less.`;
  }
}

/**
 * How an amount that was pasted with separators was read, to be shown while typing: `1 250.50` never surprises
 * anyone. Null for plain digits, which read as they are written.
 */
export function understoodAs(text: string, value: bigint): string | null {
  return /^\d*\.?\d*$/.test(text.trim()) ? null : `Understood as ${amp(value)} AMP.`;
}
