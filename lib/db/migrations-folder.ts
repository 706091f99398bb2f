import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of SQL migrations, found from the working directory upwards: a bundled server no longer knows where
 * this file was, but it always runs inside the project.
 */
export function migrationsFolder(start = process.cwd()): string {
  const folder = join(start, 'lib', 'db', 'migrations');
  if (existsSync(join(folder, 'meta', '_journal.json'))) return folder;
  const parent = dirname(start);
  if (parent === start) {
    throw new Error('lib/db/migrations was not found: start the server inside the project');
  }
  return migrationsFolder(parent);
}
