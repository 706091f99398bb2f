import { isAccountLike } from '@/lib/domain/ens-name';

export const NO_ADDRESS = 'An address is 0x and 40 digits from 0 to 9 and a to f.';

/** Why what somebody typed can be no account, neither by its address nor by its name; null when it may be one. */
export function whyNoAccount(wanted: string): string | null {
  if (wanted === '') return 'Enter an address or a name.';
  if (isAccountLike(wanted)) return null;
  return /^0x/i.test(wanted) ? NO_ADDRESS : 'A name has a point in it, such as name.eth.';
}
