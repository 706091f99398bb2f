'use client';
'use no memo';
import { useState, useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Whether what is drawn stands in the document as the server has rendered it, so that a browser must draw the same at
 * first; false for all that is drawn later. React asks for the server's snapshot of a store only there. It stays the
 * same afterwards: were it another then, all of the page would be drawn once more at once.
 */
export function useIsServed(): boolean {
  const [here] = useState({ served: false });
  return useSyncExternalStore(
    never,
    () => here.served,
    () => {
      here.served = true;
      return true;
    },
  );
}
