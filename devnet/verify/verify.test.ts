import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Hex, parseEther } from 'viem';
import { afterAll, describe, expect, it } from 'vitest';
import type { Deployment } from '@/lib/domain/api';
import { devAccounts } from '../accounts';
import { openDevChain } from '../chain';
import type { PoolParams } from '../contract-calls';
import { deployAll } from '../deploy';
import { deployAmp } from '../deploy-amp';
import { writeDeploymentFile } from '../deployment-file';
import { first } from '../lists';
import { openings, poolPlans } from '../pools';
import { verifyCommand } from '../verify-command';
import { checkPools } from './check-pools';
import { renderReport } from './report';
import { stageForTests, wrongOf } from './testing/stage';
import { verifyDeployment } from './verify';

const { deployer, rewarder, proposer } = devAccounts();
const stage = stageForTests();

describe('a deployment as it should be', () => {
  it('has nothing wrong, with stakes, rewards and a draw in its books', async () => {
    const { text, wrong } = renderReport(await verifyDeployment(stage.reader, stage.right));
    expect(wrong).toBe(0);
    expect(text).toMatch(/All \d+ claims hold\.$/);
    expect(text).toContain(`proposers: ${proposer.account.address}`);
    expect(text).toContain('LIGHTNNG: Amp holds what the books say');
    expect(text).toContain('it calls RewardBook at 0x');
  });

  it('has nothing wrong on an Amp that somebody else deployed', async () => {
    const other = await deployAmp(stage.reader, rewarder.account);
    const deployment = await deployAll({
      rpcUrl: stage.anvil.rpcUrl,
      ampAddress: other.amp,
      pools: openings('present'),
    });
    expect(await stage.wrongIn(deployment)).toEqual([]);
  });
});

describe('the command', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'devnet-verify-')), 'deployment.json');
  afterAll(() => rmSync(dirname(file), { recursive: true }));

  it('prints the report, and says whether all is well', async () => {
    const lines: string[] = [];
    const verify = (deployment: Deployment) => {
      writeDeploymentFile(file, deployment);
      return verifyCommand({ rpcUrl: stage.anvil.rpcUrl, file }, (line) => lines.push(line));
    };
    expect(await verify(stage.right)).toBe(true);
    expect(await verify({ ...stage.right, epochLength: 61 })).toBe(false);
    expect(lines.at(-1)).toMatch(/2 of \d+ claims do not hold:\n {2}CollateralPool 0x.*: they last 60 s\n/);
    await expect(verify({ ...stage.right, chainId: 1 })).rejects.toThrow('deployment on chain 1, but');
  });
});

describe('pools', () => {
  const careless: PoolParams = {
    ...first(poolPlans).params,
    claimDelay: 0,
    merchantDelay: 0,
    drawLimit: 2n ** 96n - 1n,
    minStake: 10n ** 17n,
    maxLockDuration: 31 * 86_400,
    maxUtilisationBps: 10_000,
  };

  it('are wrong when nothing bounds a stolen key, or dust counts as a stake', async () => {
    const pools = [{ manager: 'collateralPool' as const, tag: 'CARELESS', params: careless }];
    const deployment = await deployAll({ rpcUrl: stage.anvil.rpcUrl, epochLength: 3_600, pools });
    expect(await stage.wrongIn(deployment)).toEqual([
      expect.stringContaining('CARELESS: the operator can draw'),
      'CARELESS: a merchant is paid 0 s after being registered at the earliest',
      'CARELESS: a claim can be answered for 0 s',
      'CARELESS: a lock lasts 2678400 s at the most',
      'CARELESS: a stake is at least 100000000000000000 wei',
    ]);
  });

  it('are wrong when the operator can draw all there is in one window', async () => {
    const { params, tag } = first(poolPlans);
    const chain = await openDevChain(stage.anvil.rpcUrl, stage.right);
    const setParams = chain.calls.setParams(chain.poolId(first(poolPlans)), {
      ...params,
      drawLimit: parseEther('1000000'),
    });
    await stage.sendAs(stage.timelock, setParams.target, setParams.data);
    expect(await stage.wrongIn(stage.right)).toEqual([
      expect.stringContaining(`${tag}: the operator can draw`),
    ]);
  });

  it('are wrong when Amp holds something else than the books say', async () => {
    const other = await deployAmp(stage.reader, deployer.account);
    // lower-casing hex keeps it hex
    const deployment = { ...stage.right, amp: other.amp.toLowerCase() as Hex };
    const findings = await checkPools({
      reader: stage.reader,
      deployment,
      blockNumber: await stage.reader.getBlockNumber({ cacheTime: 0 }),
    });
    expect(wrongOf([{ title: '', findings }])).toEqual([
      expect.stringContaining('LIGHTNNG: Amp holds what the books say'),
    ]);
  });
});
