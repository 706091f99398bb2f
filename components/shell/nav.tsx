'use client';
'use no memo';
import { usePathname } from 'next/navigation';
import { cx } from '@/components/ui/cx';
import { Link } from '@/components/ui/link';
import { PendingMark } from './pending-page';
import { isCurrent, places } from './places';

/** On top, from tablet width on. */
export function TopNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Pages" className="hidden h-full md:flex lg:gap-1">
      {places.map(({ href, name }) => {
        const current = isCurrent(href, pathname);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cx(
              'relative flex items-center px-2 text-table lg:px-2.5 focus-visible:-outline-offset-4',
              current
                ? 'font-medium text-ink after:absolute after:inset-x-2 lg:after:inset-x-2.5 after:-bottom-px after:h-0.5 after:bg-ink'
                : 'text-ink-2 hover:text-ink',
            )}
          >
            {name}
            <PendingMark name={name} />
          </Link>
        );
      })}
    </nav>
  );
}

/** Below, on a phone: within reach of a thumb. */
export function BottomNav() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map(({ href, name, icon: Icon }) => {
        const current = isCurrent(href, pathname);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cx(
              'relative flex h-14 flex-col items-center justify-center gap-1 text-tick focus-visible:-outline-offset-4',
              current
                ? 'font-medium text-ink after:absolute after:inset-x-5 after:-top-px after:h-0.5 after:bg-ink'
                : 'text-ink-2',
            )}
          >
            <Icon width={18} height={18} />
            {name}
            <PendingMark name={name} />
          </Link>
        );
      })}
    </nav>
  );
}
