import type { Hex } from '@/lib/domain/codecs';

/** Who was connected last, so that the server renders the page for them at once. No secret: an address is public. */
export const WALLET_COOKIE = 'ampledge-wallet';

/** The address in the cookie's value; null for anything else that may stand there. */
export const readWalletCookie = (value: string | undefined): Hex | null =>
  value !== undefined && /^0x[0-9a-fA-F]{40}$/.test(value) ? `0x${value.slice(2).toLowerCase()}` : null;

/** Browser only. The same as the server reads. */
export function walletCookieInBrowser(): Hex | null {
  const pair = document.cookie.split('; ').find((one) => one.startsWith(`${WALLET_COOKIE}=`));
  return readWalletCookie(pair?.slice(WALLET_COOKIE.length + 1));
}

export function writeWalletCookie(account: Hex | null): void {
  const year = 365 * 86_400;
  const value = account ? `${account}; max-age=${year}` : '; max-age=0';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${WALLET_COOKIE}=${value}; path=/; samesite=lax`;
}
