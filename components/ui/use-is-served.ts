'use client';
'use no memo';
import { useState, useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Whether what is drawn stands in the document as the server has rendered it, so that a browser must draw the same at
 * first; false for all that is drawn later.
 */
export function useIsServed(): boolean {
  const here = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [served] = useState(!here);
  return served;
}
