'use client';
'use no memo';
import { firstScript } from './first-script-text';

/**
 * Sets the theme before the first paint, and minds what is pressed before the page can hear of it. Only the server's
 * script has to run: one that React makes in the browser would not, so there it is plain text, and React need not warn
 * of it.
 */
export function FirstScript() {
  return (
    <script
      type={typeof window === 'undefined' ? 'text/javascript' : 'text/plain'}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours
      dangerouslySetInnerHTML={{ __html: firstScript }}
    />
  );
}
