import { z } from 'zod';

/**
 * The way to a Safe's page that has this one in its frame: what Safe's own SDK says by `postMessage`, of it the two
 * questions that are asked here. The SDK would bring a second viem along for a form of words; and it asks, and
 * believes, whatever frames the page, where this speaks to the named origins alone.
 */
export type SafeFrame = {
  /** rejects when no Safe answers in time */
  info: () => Promise<SafeInfo>;
  /** puts calls to the owners, as one transaction. Resolves to the Safe's own hash of it */
  propose: (calls: readonly { to: string; data: string; value: string }[]) => Promise<string>;
};

const safeInfo = z.object({ safeAddress: z.string(), chainId: z.coerce.number() });
export type SafeInfo = z.output<typeof safeInfo>;

const answer = z.object({
  id: z.string(),
  success: z.boolean(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** A Safe's page answers at once; one that is no Safe's never does. */
const ANSWER_MS = 2_000;
/** Of the SDK whose words these are: a Safe's page wants to know. */
const SDK_VERSION = '9.1.0';

export function openSafeFrame(origins: readonly string[]): SafeFrame {
  const open = new Map<string, (given: z.output<typeof answer>) => void>();
  window.addEventListener('message', ({ data, origin, source }) => {
    if (source !== window.parent || !origins.includes(origin)) return;
    const given = answer.safeParse(data);
    if (!given.success) return;
    open.get(given.data.id)?.(given.data);
    open.delete(given.data.id);
  });

  function ask(method: string, params?: unknown): Promise<unknown> {
    const bytes = crypto.getRandomValues(new Uint8Array(10));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return new Promise((resolve, reject) => {
      open.set(id, ({ success, data, error }) => {
        if (success) resolve(data);
        else reject(refused(String(error)));
      });
      const question = { id, method, params, env: { sdkVersion: SDK_VERSION } };
      // A browser hands it over only where the origin is the one that is named.
      for (const origin of origins) window.parent.postMessage(question, origin);
    });
  }
  return {
    async info() {
      const late = new Promise<never>((_, reject) =>
        setTimeout(() => reject(new Error('No Safe answers.')), ANSWER_MS),
      );
      return safeInfo.parse(await Promise.race([ask('getSafeInfo'), late]));
    },
    async propose(calls) {
      const given = await ask('sendTransactions', { txs: calls, params: {} });
      return z.object({ safeTxHash: z.string() }).parse(given).safeTxHash;
    },
  };
}

/** With EIP-1193's code for a no, which a Safe's page has words for alone. */
const refused = (message: string): Error =>
  Object.assign(new Error(message), /reject/i.test(message) ? { code: 4001 } : {});
