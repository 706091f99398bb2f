import localFont from 'next/font/local';

export { GeistSans as sans } from 'geist/font/sans';

/**
 * For addresses and hashes. Not fetched ahead of the page as the text's font is: as heavy as that one, and what it is for
 * can be read without.
 */
export const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'monospace'],
});
