import { parseArgs } from 'node:util';
import { BaseError } from 'viem';
import { AnvilDidNotStart, DamagedState } from './anvil';
import { CannotDeploy } from './cannot-deploy';
import { ChainInUse, claimChain, forget } from './chain-store';
import { deployCommand } from './deploy-command';
import { BadDeploymentFile, readDeploymentFile } from './deployment-file';
import { LOCAL_SEED, startLocalChain } from './local-chain';
import { dataPaths } from './paths';
import { RpcUnreachable } from './rpc';
import { createTraffic } from './traffic';
import { exitOnSignals, obituary, untilStopped } from './until-stopped';
import { verifyCommand } from './verify-command';

const USAGE = `npx tsx devnet <command>

  start     local chain with a week of past and live payments; goes on where it stopped
              --port 8545   --days 7   --seed ${LOCAL_SEED}   --scale 1   --rate 1 (payments a second; 0 for none)
  reset     forgets the chain and the app's database
  deploy    deploys to RPC_URL (http://127.0.0.1:8545), or, with AMP_ADDRESS, only the managers and their timelock;
            reads DEPLOYER_KEY, EPOCH_LENGTH, ADMIN_DELAY, TIMELOCK_DELAY, PROPOSER_ADDRESS, OPERATOR_ADDRESS,
            REWARDER_ADDRESS, REGISTRAR_ADDRESS, GUARDIAN_ADDRESS, PRICE_FEED_ADDRESS, EXPLORER_URL, DEPLOYMENT_FILE
            (.data/deployment.json)
  verify    reads the deployment in DEPLOYMENT_FILE back from the chain at RPC_URL, and prints what is wrong
  traffic   live payments on the chain at RPC_URL
              --seed ${LOCAL_SEED}   --rate 1

  --data DIR   where chain, database and deployment file are kept (.data)`;

/** Said to the person at the terminal, without a stack. */
class UsageError extends Error {}

const say = (line: string): void => console.log(line);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        days: { type: 'string' },
        seed: { type: 'string' },
        scale: { type: 'string' },
        rate: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function numberOption(name: string, value: string | undefined, fallback: number, max: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || number > max) {
    throw new UsageError(`--${name} must be a number of 0 to ${max}, not "${value}".`);
  }
  return number;
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) return say(USAGE);
  if (rest.length > 0)
    throw new UsageError(`One command at a time, not "${positionals.join(' ')}".\n\n${USAGE}`);
  const paths = dataPaths(values.data);
  const seed = values.seed ?? LOCAL_SEED;
  const rate = numberOption('rate', values.rate, 1, 100);

  switch (command) {
    case 'start': {
      const stayAlive = exitOnSignals();
      const local = await startLocalChain({
        paths,
        seed,
        port: numberOption('port', values.port, 8_545, 65_535),
        days: numberOption('days', values.days, 7, 30),
        scale: numberOption('scale', values.scale, 1, 10),
        log: say,
      });
      const traffic = createTraffic({
        rpcUrl: local.rpcUrl,
        deployment: local.deployment,
        seed,
        rate,
        log: say,
      });
      traffic.start();
      say(
        `local chain at ${local.rpcUrl}, deployment in ${paths.deploymentFile}. Ctrl-C stops and keeps it.`,
      );
      stayAlive();
      const ended = await untilStopped([{ name: 'anvil', ...local.anvil }]);
      if (ended) say(await obituary(ended));
      await traffic.stop();
      await local.stop();
      if (ended) process.exitCode = 1;
      return;
    }
    case 'reset':
      claimChain(paths)();
      forget(paths);
      return say('The local chain and the database made from it are forgotten.');
    case 'deploy':
      return deployCommand(process.env, say);
    case 'verify': {
      const file = process.env.DEPLOYMENT_FILE ?? paths.deploymentFile;
      const rpcUrl = process.env.RPC_URL ?? 'http://127.0.0.1:8545';
      if (!(await verifyCommand({ rpcUrl, file }, say))) process.exitCode = 1;
      return;
    }
    case 'traffic': {
      const file = process.env.DEPLOYMENT_FILE ?? paths.deploymentFile;
      const deployment = readDeploymentFile(file);
      if (!deployment) throw new UsageError(`There is no deployment file ${file}. Deploy first.`);
      const rpcUrl = process.env.RPC_URL ?? 'http://127.0.0.1:8545';
      const traffic = createTraffic({ rpcUrl, deployment, seed, rate, log: say });
      traffic.start();
      say(`payments on ${rpcUrl}. Ctrl-C stops them.`);
      await untilStopped([]);
      return traffic.stop();
    }
    default:
      throw new UsageError(`There is no command "${command}".\n\n${USAGE}`);
  }
}

const expected = [
  UsageError,
  CannotDeploy,
  BadDeploymentFile,
  ChainInUse,
  AnvilDidNotStart,
  DamagedState,
  RpcUnreachable,
];

main().catch((error: unknown) => {
  if (error instanceof BaseError) console.error(error.shortMessage);
  else if (expected.some((kind) => error instanceof kind) && error instanceof Error)
    console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
});
