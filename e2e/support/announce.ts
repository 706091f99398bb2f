/** An error with a code, as EIP-1193 has it, that survives the way into the page. */
export type Refusal = { code: number; message: string };
export type Answer = { result: unknown } | { error: Refusal };

declare global {
  interface Window {
    testWalletRequest?: (call: { method: string; params?: unknown }) => Promise<Answer>;
    testWalletEmit?: (event: string, value: unknown) => void;
  }
}

/**
 * Runs in the page: a provider that passes everything on, and EIP-6963's announcement of it. On a phone the wallet is
 * the browser that the page is open in, and stands at `window.ethereum`.
 */
export function announce({ name, rdns }: { name: string; rdns: string }): void {
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const provider = {
    request: async (call: { method: string; params?: unknown }) => {
      const answer = await window.testWalletRequest?.(call);
      if (answer && 'result' in answer) return answer.result;
      throw Object.assign(new Error(answer?.error.message ?? 'The test wallet is gone.'), {
        code: answer?.error.code ?? 4900,
      });
    },
    on: (event: string, listener: (value: unknown) => void) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    removeListener: (event: string, listener: (value: unknown) => void) => {
      listeners.get(event)?.delete(listener);
    },
  };
  if (/android|iphone/i.test(navigator.userAgent)) Object.assign(window, { ethereum: provider });
  window.testWalletEmit = (event, value) => {
    for (const listener of listeners.get(event) ?? []) listener(value);
  };
  const icon =
    'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 28 28%22%3E%3Crect width=%2228%22 height=%2228%22 fill=%22%2314151a%22/%3E%3C/svg%3E';
  const detail = Object.freeze({
    info: Object.freeze({ uuid: '6a1b6f0e-6a3e-4f57-9f0a-3d8f0e8f2c11', name, rdns, icon }),
    provider,
  });
  const say = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', say);
  say();
}
