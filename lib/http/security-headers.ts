/**
 * What browsers are told to refuse. Relative imports only: `next.config.ts` reads this, too.
 */
type HttpHeader = { key: string; value: string };

/** For everything the server sends. */
export const headersForAll: HttpHeader[] = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  // Wallets may open windows of their own, and have to hear from them; nobody who opens us hears from us.
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
  {
    key: 'Permissions-Policy',
    value: ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics', 'display-capture']
      .map((feature) => `${feature}=()`)
      .join(', '),
  },
  // For browsers that know no frame-ancestors.
  { key: 'X-Frame-Options', value: 'DENY' },
];

/** Over https alone: on http a browser ignores it, and a local chain has nothing else. */
export const headersForHttps: HttpHeader[] = [
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
];

/** Nothing in an answer of the API is to be run, shown in a frame, or loaded. */
export const headersForApi: HttpHeader[] = [
  {
    key: 'Content-Security-Policy',
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
];

/**
 * A page runs the scripts that the server wrote into it, which carry the nonce, those they load, and the inline
 * scripts named by their hash; nothing else, whatever else gets into it. Styles may be inline: the wallets' dialog
 * and charts set them.
 * @param options.hashes base64 of the SHA-256 of inline scripts that never change
 * @param options.development React and the hot reload need `eval` and a socket
 */
export function pagePolicy({
  nonce,
  hashes,
  https,
  development,
}: {
  nonce: string;
  hashes: readonly string[];
  https: boolean;
  development: boolean;
}): string {
  const named = [`'nonce-${nonce}'`, ...hashes.map((hash) => `'sha256-${hash}'`)];
  return [
    "default-src 'self'",
    ['script-src', ...named, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])].join(' '),
    "style-src 'self' 'unsafe-inline'",
    // EIP-6963: a wallet brings its picture along as data.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
