import localFont from 'next/font/local';

/**
 * The letters that the pages are written in. Names in other scripts are set in the reader's own fonts: theirs would more
 * than double what comes ahead of the page.
 */
export const sans = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
});

/** For addresses and hashes. Not fetched ahead of the page: what it is for can be read without. */
export const mono = localFont({
  src: '../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'monospace'],
});
