import type { Icon } from '@/components/ui/icon';
import { HealthIcon, LocksIcon, MerchantsIcon, OverviewIcon, StakeIcon } from './shell-icons';

export type Place = { href: '/' | '/stake' | '/locks' | '/merchants' | '/admin'; name: string; icon: Icon };

/** Where one can go, in the order of the bar on top and of the one below. */
export const places: Place[] = [
  { href: '/', name: 'Overview', icon: OverviewIcon },
  { href: '/stake', name: 'Stake', icon: StakeIcon },
  { href: '/locks', name: 'Locks', icon: LocksIcon },
  { href: '/merchants', name: 'Merchants', icon: MerchantsIcon },
  { href: '/admin', name: 'Health', icon: HealthIcon },
];

/** A place is current on its own page and on the pages below it; payments belong to the locks. */
export function isCurrent(place: Place['href'], pathname: string): boolean {
  if (place === '/') return pathname === '/';
  if (place === '/locks' && pathname.startsWith('/payments/')) return true;
  return pathname === place || pathname.startsWith(`${place}/`);
}
