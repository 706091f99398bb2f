/** Lets any "Connect wallet" on a page open the one list of wallets, which belongs to the header. */
const listeners = new Set<() => void>();

export function requestConnect(): void {
  for (const listener of listeners) listener();
}

export function onConnectRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
