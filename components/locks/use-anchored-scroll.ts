'use client';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';

/**
 * Keeps the row that one reads where it is, while rows come and go above it. At the top of the list nothing is held:
 * there one watches what comes.
 */
export function useAnchoredScroll(
  virtualizer: Virtualizer<Window, Element>,
  ids: readonly string[],
  rowHeight: number,
): void {
  const held = useRef<{ id: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const anchor = held.current;
    if (anchor && ids[anchor.index] !== anchor.id) {
      const index = ids.indexOf(anchor.id);
      if (index !== -1) {
        window.scrollBy({ top: (index - anchor.index) * rowHeight, behavior: 'instant' });
      }
    }
    const top = (virtualizer.scrollOffset ?? 0) - virtualizer.options.scrollMargin;
    const index = Math.floor(top / rowHeight);
    const id = top > 0 ? ids[index] : undefined;
    held.current = id === undefined ? null : { id, index };
  });
}
