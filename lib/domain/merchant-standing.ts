import type { MerchantStanding } from './api';
import type { Merchant } from './entities';

/** What the managers know of one address together; null when neither has ever heard of it. */
export function standingOf(known: readonly Merchant[]): MerchantStanding | null {
  const [first] = known;
  if (!first) return null;
  const registered = known.filter((one) => one.registered);
  return {
    address: first.address,
    registered: registered.length > 0,
    since: registered.length > 0 ? Math.min(...registered.map(({ since }) => since)) : 0,
    managers: registered.map(({ kind }) => kind),
  };
}
