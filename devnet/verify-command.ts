import { CannotDeploy } from './cannot-deploy';
import { connect } from './clients';
import { readDeploymentFile } from './deployment-file';
import { renderReport } from './verify/report';
import { verifyDeployment } from './verify/verify';

/**
 * Prints what the chain says about a deployment, and what of it is wrong; true when nothing is. Throws CannotDeploy
 * when there is nothing to look at.
 */
export async function verifyCommand(
  { rpcUrl, file }: { rpcUrl: string; file: string },
  say: (line: string) => void,
): Promise<boolean> {
  const deployment = readDeploymentFile(file);
  if (!deployment)
    throw new CannotDeploy(
      `There is no deployment file ${file}. Deploy first, or name it in DEPLOYMENT_FILE.`,
    );
  const reader = await connect(rpcUrl);
  if (reader.chain.id !== deployment.chainId) {
    throw new CannotDeploy(
      `${file} tells of a deployment on chain ${deployment.chainId}, but ${rpcUrl} is chain ${reader.chain.id}.`,
    );
  }
  const { text, wrong } = renderReport(await verifyDeployment(reader, deployment));
  say(text);
  return wrong === 0;
}
