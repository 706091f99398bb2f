'use client';
import { useCallback, useState } from 'react';
import { amountWords, type LimitWords, understoodAs } from '@/lib/domain/amount-words';
import { formatAmpExact, parseAmp } from '@/lib/domain/money';

export type Amount = {
  /** as it stands in the field */
  typed: string;
  /** wei; null for what is no amount, or one outside the limits */
  value: bigint | null;
  /** "Max" was chosen, or the same was typed */
  takesAll: boolean;
  error: string | null;
  hint: string | null;
  onType: (text: string) => void;
  onMax: () => void;
  /** the form was sent without an amount: time to say that one is missing */
  onIncomplete: () => void;
  clear: () => void;
};

/**
 * The state of a field for an amount of AMP. "Max" follows the maximum to the wei, also while it changes under the open
 * form; `max` is null while it is not known.
 */
export function useAmount({
  max,
  min,
  words = {},
  initial = '',
}: {
  max: bigint | null;
  min?: bigint;
  words?: LimitWords;
  initial?: string;
}): Amount {
  const [text, setText] = useState(initial);
  const [all, setAll] = useState(false);
  const [tried, setTried] = useState(false);
  const typed = all && max !== null ? formatAmpExact(max) : text;
  const parsed = parseAmp(typed, {
    ...(min !== undefined && { min }),
    ...(max !== null && { max }),
  });
  const missing = typed === '' && !tried;
  return {
    typed,
    value: parsed.ok ? parsed.value : null,
    takesAll: all || (parsed.ok && parsed.value === max),
    error: parsed.ok || missing ? null : amountWords(parsed.issue, words),
    hint: parsed.ok && !all ? understoodAs(text, parsed.value) : null,
    onType: useCallback((next: string) => {
      setAll(false);
      setText(next);
    }, []),
    onMax: useCallback(() => setAll(true), []),
    onIncomplete: useCallback(() => setTried(true), []),
    clear: useCallback(() => {
      setText('');
      setAll(false);
      setTried(false);
    }, []),
  };
}
