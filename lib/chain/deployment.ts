import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Deployment, deployment } from '@/lib/domain/api';

/** There is no usable deployment file; `reason` says which kind of trouble it is, `message` what to do. */
export class DeploymentError extends Error {
  constructor(
    readonly reason: 'missing' | 'unreadable' | 'invalid',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DeploymentError';
  }
}

/**
 * The contracts this server speaks of, as `devnet/deploy.ts` wrote them. Throws {@link DeploymentError}. The message
 * names no path: it is shown to visitors.
 */
export function loadDeployment(path: string): Deployment {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) {
      throw new DeploymentError(
        'missing',
        'There is no deployment file yet. Deploy the contracts, or start the local chain, and it is picked up.',
        { cause },
      );
    }
    throw new DeploymentError('unreadable', 'The deployment file cannot be read.', { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DeploymentError('invalid', 'The deployment file is not JSON. It may still be being written.', {
      cause,
    });
  }
  const parsed = deployment.safeParse(json);
  if (!parsed.success) {
    throw new DeploymentError(
      'invalid',
      `The deployment file does not fit this version:\n${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
