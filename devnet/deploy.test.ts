import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keccak256, toHex, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { priceFeedAbi } from '@/contracts-abi/local-price-feed';
import type { Deployment } from '@/lib/domain/api';
import { devAccounts } from './accounts';
import { type Anvil, startAnvil } from './anvil';
import { connect, type Reader } from './clients';
import { CannotDeploy, deployAll, deployOnce } from './deploy';
import { deployAmp, ensureErc1820 } from './deploy-amp';
import { BadDeploymentFile, writeDeploymentFile } from './deployment-file';

const directory = mkdtempSync(join(tmpdir(), 'devnet-deploy-'));
const people = devAccounts();
let anvil: Anvil;
let reader: Reader;
let deployment: Deployment;

beforeAll(async () => {
  anvil = await startAnvil();
  reader = await connect(anvil.rpcUrl);
  deployment = await deployAll({ rpcUrl: anvil.rpcUrl });
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
    expect(await ensureErc1820(reader, people.admin.account)).toBe('present');
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

  it('gives each role to an account of its own', async () => {
    const pool = { address: deployment.collateralPool, abi: collateralPoolAbi } as const;
    for (const [role, holder] of [
      ['OPERATOR_ROLE', people.operator],
      ['REGISTRAR_ROLE', people.registrar],
      ['GUARDIAN_ROLE', people.guardian],
    ] as const) {
      const id = await reader.readContract({ ...pool, functionName: role });
      const has = (account: `0x${string}`) =>
        reader.readContract({ ...pool, functionName: 'hasRole', args: [id, account] });
      expect(await has(holder.address)).toBe(true);
      expect(await has(people.admin.address)).toBe(false);
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
    writeDeploymentFile(reset, { ...deployment, collateralPool: people.admin.address });
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
    const amp = await deployAmp(reader, people.admin.account);
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

  it('says when there is nothing at the address', async () => {
    const deploying = deployAll({ rpcUrl: anvil.rpcUrl, ampAddress: people.admin.address });
    await expect(deploying).rejects.toThrow('there is no contract there');
  });
});
