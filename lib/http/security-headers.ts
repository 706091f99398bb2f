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
