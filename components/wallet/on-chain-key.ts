import type { Hex } from '@/lib/domain/codecs';

/** Begins the key of whatever the browser itself reads of the chain about an account. */
export const onChainKey = (account: Hex) => ['on-chain', account] as const;
