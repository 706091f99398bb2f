type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const inMemory = new Map<string, string>();
const memory: Kept = {
  getItem: (key) => inMemory.get(key) ?? null,
  setItem: (key, value) => void inMemory.set(key, value),
  removeItem: (key) => void inMemory.delete(key),
};

/**
 * What the browser keeps for us between visits. In another site's frame, as a Safe's, it may forbid that at the first
 * touch: then things last as long as the page.
 */
export function browserStorage(): Kept {
  try {
    return window.localStorage;
  } catch {
    return memory;
  }
}

/** For code of others that takes it for granted: where it is forbidden, it finds what lasts as long as the page. */
export function lendStorage(): void {
  const lent = browserStorage();
  if (lent === memory) Object.defineProperty(window, 'localStorage', { configurable: true, value: lent });
}
