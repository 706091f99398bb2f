'use client';
import { useEffect, useRef, useState } from 'react';

/**
 * Says words to a screen reader when `when` changes, and not each time the words do: a number that moves with every
 * block must not be read out with every block.
 */
export function Announced({ words, when }: { words: string; when: string }) {
  const [said, setSaid] = useState('');
  const latest = useRef(words);
  useEffect(() => {
    latest.current = words;
  });
  const before = useRef(when);
  useEffect(() => {
    if (before.current === when) return;
    before.current = when;
    setSaid(latest.current);
  }, [when]);
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}
