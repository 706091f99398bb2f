import type { Deployment } from '@/lib/domain/api';
import { CannotDeploy } from './cannot-deploy';
import { connect, type Reader } from './clients';
import { type DeployOptions, deployAll } from './deploy';
import { readDeploymentFile, writeDeploymentFile } from './deployment-file';
import { codeHash } from './transactions';

/**
 * {@link deployAll}, remembered in a file: `existing` when the file's deployment is on this very chain, and nothing
 * is deployed. Throws {@link CannotDeploy} when the file tells of another chain, BadDeploymentFile when it is broken.
 */
export async function deployOnce(
  file: string,
  options: DeployOptions,
): Promise<{ outcome: 'existing' | 'deployed'; deployment: Deployment }> {
  const known = readDeploymentFile(file);
  if (known) {
    await requireSame(file, known, options);
    return { outcome: 'existing', deployment: known };
  }
  const deployment = await deployAll(options);
  writeDeploymentFile(file, deployment);
  return { outcome: 'deployed', deployment };
}

/** True when the deployment's pool manager stands on the chain, with the code it was deployed with. */
export async function isDeployed(reader: Reader, deployment: Deployment): Promise<boolean> {
  return (
    reader.chain.id === deployment.chainId &&
    (await codeHash(reader, deployment.collateralPool)) === deployment.codeHash
  );
}

async function requireSame(file: string, known: Deployment, options: DeployOptions): Promise<void> {
  const reader = await connect(options.rpcUrl);
  const remove = `Remove the file, or name another one in DEPLOYMENT_FILE, to deploy anew.`;
  if (reader.chain.id !== known.chainId) {
    throw new CannotDeploy(
      `${file} tells of a deployment on chain ${known.chainId}, but ${options.rpcUrl} is chain ${reader.chain.id}. ${remove}`,
    );
  }
  if (!(await isDeployed(reader, known))) {
    throw new CannotDeploy(
      `${file} says that the manager is at ${known.collateralPool}, but that is not what this chain has there: it was reset, or is another chain with the same id. ${remove}`,
    );
  }
  if (options.ampAddress && options.ampAddress.toLowerCase() !== known.amp) {
    throw new CannotDeploy(
      `${file} tells of a manager on the Amp ${known.amp}, not ${options.ampAddress}. ${remove}`,
    );
  }
}
