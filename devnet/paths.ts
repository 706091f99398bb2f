import { join, resolve } from 'node:path';

/** Where a local chain and the app keep what they make: all of it below `.data/`, none of it in git. */
export function dataPaths(root: string = resolve(import.meta.dirname, '..')) {
  const data = join(root, '.data');
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
