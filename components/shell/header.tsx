'use no memo';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { Mark } from './mark';
import { TopNav } from './nav';
import { ThemeToggle } from './theme-toggle';

/** `freshness` and `connect` are missing while the server has nothing to show yet. */
export function Header({ freshness, connect }: { freshness?: ReactNode; connect?: ReactNode }) {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper">
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-m bg-accent px-4 py-2 font-medium text-accent-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="page flex h-15 items-center gap-2 lg:gap-5">
        <Link href="/" className="flex items-center gap-2.5 font-semibold tracking-[-0.01em]">
          <Mark />
          Ampledge
        </Link>
        <TopNav />
        <div className="ml-auto flex items-center gap-1 lg:gap-2">
          {freshness}
          <ThemeToggle />
          {connect}
        </div>
      </div>
    </header>
  );
}
