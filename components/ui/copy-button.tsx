'use client';
import { useEffect, useState } from 'react';
import { buttonClass } from './button';
import { CheckIcon, CopyIcon } from './icons';

/** Copies, and says whether it worked: a browser may refuse. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [result, setResult] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (result === 'idle') return;
    const timer = setTimeout(() => setResult('idle'), 2000);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setResult('copied');
    } catch {
      // No permission, or a page without HTTPS: the value stands beside the button and can be selected.
      setResult('refused');
    }
  };
  return (
    <button type="button" onClick={() => void copy()} className={buttonClass('secondary', 's')}>
      {result === 'copied' ? <CheckIcon /> : <CopyIcon />}
      <span aria-live="polite">
        {result === 'idle' ? label : result === 'copied' ? 'Copied' : 'Select and copy it'}
      </span>
    </button>
  );
}
