import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keccak256, toHex, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { ampCode } from '@/contracts-abi/bytecode/amp';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import { timelockAbi } from '@/contracts-abi/timelock';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Deployment } from '@/lib/domain/api';
import { IN_PLACE_PREFIX, POOL_PREFIX, poolId } from '@/lib/domain/partition';
import { devAccounts } from './accounts';
import { type Anvil, startAnvil } from './anvil';
import { CannotDeploy } from './cannot-deploy';
import { connect, type Reader, writerFor } from './clients';
import { deployAll, LOCAL_TIMELOCK_DELAY, type RoleHolders } from './deploy';
import { deployAmp, ensureErc1820 } from './deploy-amp';
import { deployOnce } from './deploy-once';
import { BadDeploymentFile, writeDeploymentFile } from './deployment-file';
import { managers, roleId } from './managers';
import { openings } from './pools';
import { timelockRoleId } from './timelock';
import { deployContract } from './transactions';

const directory = mkdtempSync(join(tmpdir(), 'devnet-deploy-'));
const people = devAccounts();
let anvil: Anvil;
let reader: Reader;
let deployment: Deployment;

beforeAll(async () => {
  anvil = await startAnvil();
  reader = await connect(anvil.rpcUrl);
  deployment = await deployAll({ rpcUrl: anvil.rpcUrl, pools: openings('present') });
});
afterAll(async () => {
  await anvil.stop();
  rmSync(directory, { recursive: true });
});

const fileOf = (name: string) => join(directory, `${name}.json`);

describe('deploying on a fresh chain', () => {
  it('puts the registry at its one address and registers the manager and its hooks with it', async () => {
    const implementer = await reader.readContract({
      address: erc1820Deployment.registry,
      abi: erc1820RegistryAbi,
      functionName: 'getInterfaceImplementer',
      args: [deployment.collateralPool, keccak256(toHex('AmpTokensSender'))],
    });
    expect(implementer.toLowerCase()).toBe(deployment.collateralPool);
    expect(await ensureErc1820(reader, people.deployer.account)).toBe('present');
  });

  it('registers both partition strategies, and the manager with Amp', async () => {
    const amp = { address: deployment.amp, abi: ampAbi } as const;
    for (const prefix of ['0xcccccccc', '0xaaaaaaaa'] as const) {
      expect(await reader.readContract({ ...amp, functionName: 'isPartitionStrategy', args: [prefix] })).toBe(
        true,
      );
    }
    expect(
      await reader.readContract({
        ...amp,
        functionName: 'isCollateralManager',
        args: [deployment.collateralPool],
      }),
    ).toBe(true);
  });

  it('gives each role of each manager to an account of its own, through the timelock that is their admin', async () => {
    for (const { key, roles } of managers) {
      const manager = { address: deployment[key], abi: collateralPoolAbi } as const;
      const admin = await reader.readContract({ ...manager, functionName: 'defaultAdmin' });
      expect(admin.toLowerCase()).toBe(deployment.timelock);
      for (const role of roles) {
        const has = (account: `0x${string}`) =>
          reader.readContract({ ...manager, functionName: 'hasRole', args: [roleId(role), account] });
        expect(await has(people[role].address)).toBe(true);
        expect(await has(people.deployer.address)).toBe(false);
      }
    }
  });

  it('hands the timelock to its proposer, with a delay; the deployer keeps nothing of it', async () => {
    const timelock = { address: deployment.timelock ?? zeroAddress, abi: timelockAbi } as const;
    const delay = await reader.readContract({ ...timelock, functionName: 'getMinDelay' });
    expect(delay).toBe(BigInt(LOCAL_TIMELOCK_DELAY));
    for (const role of ['proposer', 'canceller'] as const) {
      const has = (account: `0x${string}`) =>
        reader.readContract({ ...timelock, functionName: 'hasRole', args: [timelockRoleId(role), account] });
      expect(await has(people.proposer.address)).toBe(true);
      expect(await has(people.deployer.address)).toBe(false);
    }
  });

  it('opens the pools it is told to, of both managers', async () => {
    for (const { manager, tag } of openings('present')) {
      const staked = poolId(tag, deployment[manager]);
      const inPlace = staked.replace(POOL_PREFIX, IN_PLACE_PREFIX) as `0x${string}`; // still hex
      const info = { address: deployment[manager], functionName: 'poolInfo' } as const;
      const { exists } =
        manager === 'collateralPool'
          ? await reader.readContract({ ...info, abi: collateralPoolAbi, args: [staked] })
          : await reader.readContract({ ...info, abi: walletCollateralAbi, args: [inPlace] });
      expect(exists).toBe(true);
    }
  });

  it('has a price, from a feed that the price keeper owns', async () => {
    const feed = { address: deployment.priceFeed ?? zeroAddress, abi: priceFeedAbi } as const;
    const [, answer] = await reader.readContract({ ...feed, functionName: 'latestRoundData' });
    expect(answer).toBe(420_000n);
    const owner = await reader.readContract({ ...feed, functionName: 'owner' });
    expect(owner.toLowerCase()).toBe(people.priceKeeper.address);
  });
});

describe('deploying twice', () => {
  it('is recognised: nothing is sent', async () => {
    const file = fileOf('twice');
    expect((await deployOnce(file, { rpcUrl: anvil.rpcUrl, epochLength: 90 })).outcome).toBe('deployed');
    const written = readFileSync(file, 'utf8');
    const block = await reader.getBlockNumber({ cacheTime: 0 });
    const again = await deployOnce(file, { rpcUrl: anvil.rpcUrl, epochLength: 90 });
    expect(again.outcome).toBe('existing');
    expect(again.deployment.epochLength).toBe(90);
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect(await reader.getBlockNumber({ cacheTime: 0 })).toBe(block);
  });

  it('is refused when the file tells of another chain, or of a chain that was reset', async () => {
    const elsewhere = fileOf('elsewhere');
    writeDeploymentFile(elsewhere, { ...deployment, chainId: 1 });
    await expect(deployOnce(elsewhere, { rpcUrl: anvil.rpcUrl })).rejects.toThrow(
      /deployment on chain 1, but .* is chain 31337/,
    );
    const reset = fileOf('reset');
    writeDeploymentFile(reset, { ...deployment, collateralPool: people.deployer.address });
    await expect(deployOnce(reset, { rpcUrl: anvil.rpcUrl })).rejects.toThrow(CannotDeploy);
  });

  it('is refused when the file is not one', async () => {
    const file = fileOf('broken');
    writeFileSync(file, '{"chainId": "one"}');
    await expect(deployOnce(file, { rpcUrl: anvil.rpcUrl })).rejects.toThrow(BadDeploymentFile);
  });
});

describe('deploying on an Amp that is there', () => {
  it('adds only a manager', async () => {
    const amp = await deployAmp(reader, people.deployer.account);
    const own = await deployAll({ rpcUrl: anvil.rpcUrl, ampAddress: amp.amp });
    expect(own.amp).toBe(amp.amp.toLowerCase());
    expect(own.swapToken).toBeNull();
    expect(own.priceFeed).toBeNull();
    expect(BigInt(own.startBlock)).toBeGreaterThan(amp.block);
    expect(
      await reader.readContract({
        address: amp.amp,
        abi: ampAbi,
        functionName: 'isCollateralManager',
        args: [own.collateralPool],
      }),
    ).toBe(true);
  });

  it('says when that Amp has no strategy for our partitions', async () => {
    const writer = writerFor(reader, people.deployer.account);
    const bare = await deployContract(reader, writer, {
      abi: ampAbi,
      code: ampCode,
      args: [deployment.amp, 'Amp', 'AMP'],
    });
    const deploying = deployAll({ rpcUrl: anvil.rpcUrl, ampAddress: bare.address });
    await expect(deploying).rejects.toThrow('Amp has no strategy for 0xcccccccc');
  });

  it('says when what is there is no Amp', async () => {
    const deploying = deployAll({ rpcUrl: anvil.rpcUrl, ampAddress: deployment.collateralPool });
    await expect(deploying).rejects.toThrow('does not answer as Amp');
  });

  it('says when there is nothing at the address', async () => {
    const deploying = deployAll({ rpcUrl: anvil.rpcUrl, ampAddress: people.deployer.address });
    await expect(deploying).rejects.toThrow('there is no contract there');
  });
});

describe('the powers asked for', () => {
  const rolesOf = (changes: RoleHolders): RoleHolders => ({
    proposer: people.proposer.address,
    operator: people.operator.address,
    ...changes,
  });

  it('are refused when one key would hold two of them, or the deployer any', async () => {
    const two = deployAll({ rpcUrl: anvil.rpcUrl, roles: rolesOf({ guardian: people.operator.address }) });
    await expect(two).rejects.toThrow('is meant to be operator and guardian');
    const kept = deployAll({ rpcUrl: anvil.rpcUrl, roles: rolesOf({ proposer: people.deployer.address }) });
    await expect(kept).rejects.toThrow('is meant to be proposer and deployer');
  });

  it('are refused without anybody who could ever use the timelock', async () => {
    const deploying = deployAll({ rpcUrl: anvil.rpcUrl, roles: { operator: people.operator.address } });
    await expect(deploying).rejects.toThrow('PROPOSER_ADDRESS');
  });
});
