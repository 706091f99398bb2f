import { headersForAll, headersForApi, headersForHttps } from './lib/http/fixed-headers.mjs';

/**
 * A build of its own, in which files that end in `.bench.ts` are routes: they measure, and never ship. A build writes the
 * name of its directory into the compiler's settings, so it has a copy of those, too (`bench/routes.ts`).
 *
 * @type {import('next').NextConfig}
 */
const benchBuild =
  process.env.BENCH_BUILD === '1'
    ? {
        distDir: '.next-bench',
        pageExtensions: ['bench.ts', 'tsx', 'ts'],
        typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.bench.json' },
      }
    : {};

/**
 * In JavaScript: one in TypeScript would have the server load the compiler at each start, and keep it.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  reactStrictMode: true,
  // A block a second changes little of a page: what it leaves alone is not drawn again. What every page has to load at
  // first changes rarely and would only grow by it, so that says 'use no memo'.
  reactCompiler: true,
  poweredByHeader: false,
  // `npm run check` holds the types; a build need not check them again.
  typescript: { ignoreBuildErrors: true },
  // Both hold native or WASM parts that a bundle would break.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
  ...benchBuild,
  headers: async () => [
    { source: '/:path*', headers: headersForAll },
    { source: '/api/:path*', headers: headersForApi },
    // Safe's wallet reads from there what to call the app, and with which picture.
    { source: '/manifest.json', headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }] },
    {
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
      headers: headersForHttps,
    },
  ],
};

export default config;
