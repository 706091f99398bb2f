import { isAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';
import { CannotDeploy } from './cannot-deploy';
import type { DeployOptions } from './deploy';
import { deployOnce } from './deploy-once';
import { dataPaths } from './paths';

const text = z.string().min(1).optional();
const addressText = z
  .custom<`0x${string}`>((value) => typeof value === 'string' && isAddress(value), 'must be an address')
  .optional();
const secondsText = z
  .string()
  .regex(/^\d+$/, 'must be a whole number of seconds')
  .transform(Number)
  .optional();

/** What `devnet deploy` reads from the environment. An empty variable counts as not set. */
const environment = z.object({
  RPC_URL: z.url().default('http://127.0.0.1:8545'),
  DEPLOYMENT_FILE: text,
  DEPLOYER_KEY: z
    .custom<`0x${string}`>(
      (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value),
      'must be a private key: 0x and 64 hexadecimal digits',
    )
    .optional(),
  AMP_ADDRESS: addressText,
  PRICE_FEED_ADDRESS: addressText,
  EPOCH_LENGTH: secondsText,
  ADMIN_DELAY: secondsText,
  TIMELOCK_DELAY: secondsText,
  PROPOSER_ADDRESS: addressText,
  OPERATOR_ADDRESS: addressText,
  REWARDER_ADDRESS: addressText,
  REGISTRAR_ADDRESS: addressText,
  GUARDIAN_ADDRESS: addressText,
  EXPLORER_URL: z.url().optional(),
});

/** Deploys what the environment asks for, and says what came of it. Throws CannotDeploy with what to do. */
export async function deployCommand(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success)
    throw new CannotDeploy(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  const roles = {
    proposer: values.PROPOSER_ADDRESS,
    operator: values.OPERATOR_ADDRESS,
    rewarder: values.REWARDER_ADDRESS,
    registrar: values.REGISTRAR_ADDRESS,
    guardian: values.GUARDIAN_ADDRESS,
  };
  const options: DeployOptions = {
    rpcUrl: values.RPC_URL,
    deployer: values.DEPLOYER_KEY && privateKeyToAccount(values.DEPLOYER_KEY),
    epochLength: values.EPOCH_LENGTH,
    adminDelay: values.ADMIN_DELAY,
    timelockDelay: values.TIMELOCK_DELAY,
    ampAddress: values.AMP_ADDRESS,
    priceFeedAddress: values.PRICE_FEED_ADDRESS,
    roles: Object.values(roles).some(Boolean) ? roles : undefined,
    explorerUrl: values.EXPLORER_URL,
  };
  const file = values.DEPLOYMENT_FILE ?? dataPaths().deploymentFile;
  const { outcome, deployment } = await deployOnce(file, options);
  say(
    outcome === 'existing'
      ? `Already deployed; nothing was sent. ${file} is right.`
      : `Deployed. Written to ${file}.`,
  );
  say(`  chain ${deployment.chainId}, from block ${deployment.startBlock}`);
  say(`  Amp               ${deployment.amp}`);
  say(`  CollateralPool    ${deployment.collateralPool}`);
  say(`  WalletCollateral  ${deployment.walletCollateral}`);
  say(`  timelock          ${deployment.timelock}`);
}
