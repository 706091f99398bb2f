import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Deployment, deployment as deploymentSchema } from '@/lib/domain/api';

/** The file is there, but nothing that can be used. */
export class BadDeploymentFile extends Error {
  override name = 'BadDeploymentFile';
}

/** The deployment in a file; null when there is no file. Throws {@link BadDeploymentFile}. */
export function readDeploymentFile(path: string): Deployment | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return deploymentSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new BadDeploymentFile(`${path} is not a deployment file. Remove it to deploy anew.\n${reason}`);
  }
}

/** Writes a file as a whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

export const writeDeploymentFile = (path: string, value: Deployment): void =>
  writeWhole(path, `${JSON.stringify(z.encode(deploymentSchema, value), null, 2)}\n`);
