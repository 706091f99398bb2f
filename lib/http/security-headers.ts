/**
 * A page runs the scripts that the server wrote into it, which carry the nonce, those they load, and the inline
 * scripts named by their hash; nothing else, whatever else gets into it. Styles may be inline: the wallets' dialog
 * and charts set them.
 * @param options.hashes base64 of the SHA-256 of inline scripts that never change
 * @param options.relay address of the socket through which wallets on other devices are reached; null without them
 * @param options.framedBy origins of the pages that may show ours in a frame
 * @param options.development React and the hot reload need `eval` and a socket
 */
export function pagePolicy({
  nonce,
  hashes,
  https,
  relay,
  framedBy,
  development,
}: {
  nonce: string;
  hashes: readonly string[];
  https: boolean;
  relay: string | null;
  framedBy: readonly string[];
  development: boolean;
}): string {
  const named = [`'nonce-${nonce}'`, ...hashes.map((hash) => `'sha256-${hash}'`)];
  const connect = ["'self'", ...(relay ? [new URL(relay).origin] : []), ...(development ? ['ws:'] : [])];
  const frames = framedBy.length > 0 ? framedBy : ["'none'"];
  return [
    "default-src 'self'",
    ['script-src', ...named, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])].join(' '),
    "style-src 'self' 'unsafe-inline'",
    // EIP-6963: a wallet brings its picture along as data.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ['connect-src', ...connect].join(' '),
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    ['frame-ancestors', ...frames].join(' '),
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
