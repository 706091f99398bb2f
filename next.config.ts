import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Both hold native or WASM parts that a bundle would break.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
};

export default config;
