/**
 * What browsers are told to refuse, whatever they ask for. JavaScript, since `next.config.mjs` reads it, too.
 *
 * @typedef {{ key: string, value: string }} HttpHeader
 */

/** For everything the server sends. @type {HttpHeader[]} */
export const headersForAll = [
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
  // For browsers that know no frame-ancestors; the others go by that alone, which may let a Safe's page frame ours.
  { key: 'X-Frame-Options', value: 'DENY' },
];

/** Over https alone: on http a browser ignores it, and a local chain has nothing else. @type {HttpHeader[]} */
export const headersForHttps = [{ key: 'Strict-Transport-Security', value: 'max-age=31536000' }];

/** Nothing in an answer of the API is to be run, shown in a frame, or loaded. @type {HttpHeader[]} */
export const headersForApi = [
  {
    key: 'Content-Security-Policy',
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
];
