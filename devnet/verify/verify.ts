import type { Address } from 'viem';
import type { Deployment } from '@/lib/domain/api';
import type { Reader } from '../clients';
import { managers } from '../managers';
import { checkAmp, checkRegistrations } from './check-amp';
import { checkCode } from './check-code';
import { checkPools, checkWalletPools } from './check-pools';
import { checkKeys, checkPowers, type Power } from './check-powers';
import { checkSettings } from './check-settings';
import { checkTimelock } from './check-timelock';
import { expectThat, type Finding, type Scene, type Section } from './findings';
import { readRoleHolders } from './role-holders';

/**
 * Reads a deployment back from its chain, all at one block: registrations, code, roles, the timelock and the pools'
 * rules. What it finds is what the chain says; the deployment's file only tells where to look. Throws viem's errors
 * when the node does not answer.
 */
export async function verifyDeployment(reader: Reader, deployment: Deployment): Promise<Section[]> {
  const scene: Scene = { reader, deployment, blockNumber: await reader.getBlockNumber({ cacheTime: 0 }) };
  const sections: Section[] = [{ title: `Amp ${deployment.amp}`, findings: await checkAmp(scene) }];
  const powers: Power[] = [];
  const deployers: Address[] = [];

  for (const manager of managers) {
    const address = deployment[manager.key];
    const title = `${manager.code.contract} ${address}`;
    const code = await checkCode(scene, manager.code, address);
    if (code.some(({ wrong }) => wrong !== null)) {
      // What other code answers to our questions says nothing.
      sections.push({ title, findings: code });
      continue;
    }
    const roles = await readRoleHolders(scene, address);
    const power = await checkPowers(scene, manager, roles);
    powers.push(...power.powers);
    if (roles.deployer) deployers.push(roles.deployer);
    const pools = manager.key === 'collateralPool' ? checkPools : checkWalletPools;
    sections.push(
      {
        title,
        findings: [
          ...code,
          ...(await checkSettings(scene, address)),
          ...(await checkRegistrations(scene, address)),
        ],
      },
      { title: `Powers over ${manager.code.contract}`, findings: power.findings },
      { title: `Pools of ${manager.code.contract}`, findings: await pools(scene) },
    );
  }

  const timelock = await timelockSection(scene, powers, deployers);
  return [...sections, timelock, { title: 'Keys', findings: checkKeys(powers, deployers) }];
}

/** Adds whom it finds to `powers` and `deployers`. */
async function timelockSection(scene: Scene, powers: Power[], deployers: Address[]): Promise<Section> {
  const { timelock } = scene.deployment;
  const there = timelock !== null && (await hasCode(scene, timelock));
  if (!there) {
    const nothing: Finding = expectThat(
      false,
      'a timelock is the admin',
      `there is none at ${timelock ?? 'any address'}`,
    );
    return { title: 'Timelock', findings: [nothing] };
  }
  const roles = await readRoleHolders(scene, timelock);
  const checked = await checkTimelock(scene, timelock, roles);
  powers.push(...checked.powers);
  if (roles.deployer) deployers.push(roles.deployer);
  return { title: `Timelock ${timelock}`, findings: checked.findings };
}

async function hasCode({ reader, blockNumber }: Scene, address: Address): Promise<boolean> {
  const code = await reader.getCode({ address, blockNumber });
  return code !== undefined && code !== '0x';
}
