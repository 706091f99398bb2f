import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Tells browsers which scripts of a build are needed whole and at once: those that every page begins with. Chromium then
 * compiles all of such a file beside the page, while it comes, where it would compile each function when it is first
 * called, and hold the page up meanwhile (https://v8.dev/blog/explicit-compile-hints); others read a comment. The bundler
 * has no place for it, so it is written into what it built. Twice does no harm.
 *
 *   node scripts/compile-hints.mjs [directory of the build]
 */
const HINT = '//# allFunctionsCalledOnLoad\n';

/** @param {string} directory of a build; throws the file system's error when there is none */
export function hintCompiler(directory) {
  const { rootMainFiles } = JSON.parse(readFileSync(join(directory, 'build-manifest.json'), 'utf8'));
  for (const file of rootMainFiles) {
    const path = join(directory, file);
    const script = readFileSync(path, 'utf8');
    if (!script.startsWith(HINT)) writeFileSync(path, HINT + script);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) hintCompiler(process.argv[2] ?? '.next');
