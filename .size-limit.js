import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * What a browser has to load before a page can be used: the scripts of its first visit, gzipped. The build says which
 * those are; what is fetched later, when it is needed, is not among them.
 */
const require = createRequire(import.meta.url);
const BUILD = '.next';

const { rootMainFiles } = JSON.parse(readFileSync(`${BUILD}/build-manifest.json`, 'utf8'));

/** Files of a page and of the layouts around it, as the build's own manifest of it lists them. */
function filesOf(page) {
  require(`./${BUILD}/server/app${page}_client-reference-manifest.js`);
  const { entryJSFiles } = globalThis.__RSC_MANIFEST[page];
  const files = new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()]);
  return [...files].map((file) => `${BUILD}/${file}`);
}

/** 165 kB where nothing is signed, and 235 kB where something is. */
const page = (name, path, limit) => ({ name, path: filesOf(path), limit, gzip: true });

export default [
  page('/', '/page', '165 kB'),
  page('/locks', '/locks/page', '165 kB'),
  page('/payments/[id]', '/payments/[paymentId]/page', '165 kB'),
  page('/account/[address]', '/account/[address]/page', '165 kB'),
  page('/stake', '/stake/page', '235 kB'),
  page('/wallet', '/wallet/page', '235 kB'),
];
