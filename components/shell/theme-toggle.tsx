'use client';
'use no memo';
import { useSyncExternalStore } from 'react';
import { MoonIcon, SunIcon } from './shell-icons';
import { THEME_KEY, type Theme } from './theme';

const DARK = '(prefers-color-scheme: dark)';

const shown = (): Theme => {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia(DARK).matches ? 'dark' : 'light';
};

function subscribe(changed: () => void): () => void {
  const system = matchMedia(DARK);
  const attribute = new MutationObserver(changed);
  attribute.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', changed);
  return () => {
    attribute.disconnect();
    system.removeEventListener('change', changed);
  };
}

/** Light or dark; until it is used, the page follows the system. */
export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme | null>(subscribe, shown, () => null);
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const choose = () => {
    document.documentElement.dataset.theme = other;
    try {
      localStorage.setItem(THEME_KEY, other);
    } catch {
      // Storage is refused: the choice holds for this page.
    }
  };
  return (
    <button
      type="button"
      onClick={choose}
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      className="inline-grid size-9 place-items-center rounded-m text-ink-2 hover:bg-sunken hover:text-ink"
    >
      {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
