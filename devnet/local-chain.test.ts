import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CannotDeploy } from './cannot-deploy';
import { ChainInUse, forget, stateFile } from './chain-store';
import { readDeploymentFile, writeDeploymentFile } from './deployment-file';
import { startLocalChain } from './local-chain';
import { dataPaths } from './paths';
import { LEAST_DAYS } from './seed';
import { renderReport } from './verify/report';
import { verifyDeployment } from './verify/verify';

const data = mkdtempSync(join(tmpdir(), 'devnet-local-'));
const paths = dataPaths(data);
afterAll(() => rmSync(data, { recursive: true }));

it('is written once, goes on where it stopped, and is written anew when it is damaged', async () => {
  const said: string[] = [];
  const options = { paths, days: LEAST_DAYS, log: (line: string) => said.push(line) };

  const first = await startLocalChain(options);
  expect(first.fresh).toBe(true);
  expect(readDeploymentFile(paths.deploymentFile)).toEqual(first.deployment);
  const genesis = await first.chain.reader.getBlock({ blockNumber: 0n });
  await expect(startLocalChain(options)).rejects.toThrow(ChainInUse);
  const report = renderReport(await verifyDeployment(first.chain.reader, first.deployment));
  expect(report.wrong, report.text).toBe(0);
  const { number } = await first.chain.head();
  const tip = await first.chain.reader.getBlock({ blockNumber: BigInt(number) });
  await first.stop();

  const second = await startLocalChain(options);
  expect(second.fresh).toBe(false);
  expect((await second.chain.reader.getBlock({ blockNumber: 0n })).hash).toBe(genesis.hash);
  expect((await second.chain.reader.getBlock({ blockNumber: BigInt(number) })).hash).toBe(tip.hash);
  await second.stop();

  truncateSync(stateFile(paths), 100_000);
  const third = await startLocalChain(options);
  expect(third.fresh).toBe(true);
  expect(said.join('\n')).toContain('the kept chain is damaged');
  expect((await third.chain.reader.getBlock({ blockNumber: 0n })).hash).not.toBe(genesis.hash);
  await third.stop();

  forget(paths);
  expect(readDeploymentFile(paths.deploymentFile)).toBeNull();

  // The file of a deployment elsewhere is not ours to overwrite.
  writeDeploymentFile(paths.deploymentFile, { ...first.deployment, local: false, chainId: 1 });
  await expect(startLocalChain(options)).rejects.toThrow(CannotDeploy);
}, 120_000);
