import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` holds the types; a build need not check them again.
  typescript: { ignoreBuildErrors: true },
  // Both hold native or WASM parts that a bundle would break.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
};

export default config;
