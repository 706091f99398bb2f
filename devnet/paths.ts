import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** Where a local chain and the app keep what they make: all of it below one directory, `.data/` of the project. */
export function dataPaths(data: string = join(root, '.data')) {
  return {
    root,
    data,
    deploymentFile: join(data, 'deployment.json'),
    chainDir: join(data, 'devnet'),
    database: join(data, 'db'),
    logs: join(data, 'logs'),
  };
}
export type DataPaths = ReturnType<typeof dataPaths>;
