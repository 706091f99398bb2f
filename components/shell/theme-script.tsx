'use client';
import { themeScript } from './theme';

/**
 * Sets the theme before the first paint. Only the server's script has to run: one that React makes in the browser
 * would not, so there it is plain text, and React need not warn of it.
 */
export function ThemeScript() {
  return (
    <script
      type={typeof window === 'undefined' ? 'text/javascript' : 'text/plain'}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours
      dangerouslySetInnerHTML={{ __html: themeScript }}
    />
  );
}
