/** Motion is for somebody who looks, and has not asked for less of it. */
export const mayMove = (): boolean =>
  !document.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches;
