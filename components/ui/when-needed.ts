/** What is less than a quarter of a screen away is about to be seen. */
const NEAR = '25%';
const FIRST_TOUCHES = ['pointerdown', 'keydown'] as const;

let allNeeded = false;
const waiting = new Set<() => void>();

/** Wakes all that waits for this: what the page knows of whoever looks at it is in its parts. */
export function needAll(): void {
  allNeeded = true;
  for (const wake of [...waiting]) wake();
}

/**
 * Calls `wake` once: when a part of a page comes near the screen, or when somebody begins to use the page, for what they
 * do may change the part. At once where there is nothing that could be seen, and when all is needed ({@link needAll}).
 * Returns what calls it off.
 */
export function whenNeeded(place: Element, wake: () => void): () => void {
  const parts = [...place.children];
  if (parts.length === 0 || allNeeded) {
    wake();
    return () => {};
  }
  const over = new AbortController();
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) needed();
    },
    { rootMargin: `${NEAR} 0px` },
  );
  function needed(): void {
    callOff();
    wake();
  }
  function callOff(): void {
    waiting.delete(needed);
    over.abort();
    observer.disconnect();
  }
  waiting.add(needed);
  // A part has no box of its own: what is inside is looked at.
  for (const part of parts) observer.observe(part);
  for (const touch of FIRST_TOUCHES) {
    addEventListener(touch, needed, { signal: over.signal, capture: true, passive: true });
  }
  return callOff;
}
