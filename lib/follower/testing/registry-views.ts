import { type Hex, zeroAddress } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { current, type Db } from '@/lib/db';
import {
  collateralManagers,
  merchants,
  operators,
  partitionOperators,
  partitionStrategies,
  registrations,
  roleMembers,
} from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import type { ManagerKind } from '@/lib/domain/partition';
import { ERC1820_REGISTRY, RECIPIENT_HOOK, SENDER_HOOK } from '@/lib/domain/registry-events';
import type { TestChain } from './test-chain';

/**
 * Who is what to whom, as the database and the contracts have it: merchants and roles of both managers, operators,
 * collateral managers and strategies of Amp, ERC-1820. See `chain-views.ts`.
 */
export async function registrySides(
  db: Db,
  { amp, collateralPool, walletCollateral }: Deployment,
  { client }: TestChain,
) {
  const token = { address: amp, abi: ampAbi } as const;
  const registry = { address: ERC1820_REGISTRY, abi: erc1820RegistryAbi } as const;
  // Both managers answer these alike.
  const manager = (kind: ManagerKind) =>
    ({ address: kind === 'pool' ? collateralPool : walletCollateral, abi: collateralPoolAbi }) as const;
  const stored: Record<string, unknown> = {};
  const onChain: Record<string, unknown> = {};

  for (const { kind, address, since } of await db.select().from(merchants).where(current(merchants))) {
    stored[`merchant ${kind} ${address}`] = since;
    onChain[`merchant ${kind} ${address}`] = await client.readContract({
      ...manager(kind),
      functionName: 'merchantSince',
      args: [address],
    });
  }
  for (const { kind, role, account, granted } of await db
    .select()
    .from(roleMembers)
    .where(current(roleMembers))) {
    stored[`role ${kind} ${role} ${account}`] = granted;
    onChain[`role ${kind} ${role} ${account}`] = await client.readContract({
      ...manager(kind),
      functionName: 'hasRole',
      args: [role, account],
    });
  }
  const everywhere = await db.select().from(operators).where(current(operators));
  for (const { holder, operator, authorized } of everywhere) {
    stored[`operator ${operator} of ${holder}`] = authorized;
    onChain[`operator ${operator} of ${holder}`] = await client.readContract({
      ...token,
      functionName: 'isOperator',
      args: [operator, holder],
    });
  }
  for (const row of await db.select().from(partitionOperators).where(current(partitionOperators))) {
    const { partition, holder, operator } = row;
    const key = `operator ${operator} of ${holder} in ${partition}`;
    // To Amp, whoever may move all may move this, too.
    const all = everywhere.some(
      (one) => one.holder === holder && one.operator === operator && one.authorized,
    );
    stored[key] = row.authorized || all;
    onChain[key] = await client.readContract({
      ...token,
      functionName: 'isOperatorForPartition',
      args: [partition, operator, holder],
    });
  }
  for (const { address } of await db.select().from(collateralManagers).where(current(collateralManagers))) {
    stored[`manager ${address}`] = true;
    onChain[`manager ${address}`] = await client.readContract({
      ...token,
      functionName: 'isCollateralManager',
      args: [address],
    });
  }
  for (const { prefix, implementation } of await db
    .select()
    .from(partitionStrategies)
    .where(current(partitionStrategies))) {
    stored[`strategy ${prefix}`] = implementation !== zeroAddress;
    onChain[`strategy ${prefix}`] = await client.readContract({
      ...token,
      functionName: 'isPartitionStrategy',
      args: [prefix],
    });
  }
  for (const row of await db.select().from(registrations).where(current(registrations))) {
    const { account, manager: named, senderHook, recipientHook } = row;
    stored[`registration ${account}`] = [named, senderHook, recipientHook];
    const hook = async (interfaceHash: Hex) => {
      const args = [account, interfaceHash] as const;
      const found = await client.readContract({ ...registry, functionName: 'getInterfaceImplementer', args });
      return found === zeroAddress ? null : found.toLowerCase();
    };
    const view = await client.readContract({ ...registry, functionName: 'getManager', args: [account] });
    onChain[`registration ${account}`] = [
      view.toLowerCase(),
      await hook(SENDER_HOOK),
      await hook(RECIPIENT_HOOK),
    ];
  }
  return { stored, onChain };
}
