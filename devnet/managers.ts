import { type Abi, type Address, encodeFunctionData, type Hex, keccak256, stringToHex } from 'viem';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { walletCollateralCode } from '@/contracts-abi/bytecode/wallet-collateral';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { ContractCode } from '@/lib/chain/contract-code';
import type { Deployment } from '@/lib/domain/api';
import { asciiToHex } from '@/lib/domain/text';
import type { PoolParams, WalletParams } from './contract-calls';
import type { TimelockCall } from './timelock';

/** Roles that the admin grants, by the name that their identifier is the hash of. */
const ROLES = {
  operator: 'OPERATOR_ROLE',
  rewarder: 'REWARDER_ROLE',
  registrar: 'REGISTRAR_ROLE',
  guardian: 'GUARDIAN_ROLE',
} as const;
export type RoleName = keyof typeof ROLES;

export const roleId = (role: RoleName): Hex => keccak256(stringToHex(ROLES[role]));

type ManagerShape = { key: keyof Deployment; code: ContractCode; abi: Abi; roles: readonly RoleName[] };

/** The managers of a deployment. Both have the same constructor and, but for the rewarder, the same roles. */
export const managers = [
  {
    key: 'collateralPool',
    code: collateralPoolCode,
    abi: collateralPoolAbi,
    roles: ['operator', 'rewarder', 'registrar', 'guardian'],
  },
  {
    key: 'walletCollateral',
    code: walletCollateralCode,
    abi: walletCollateralAbi,
    roles: ['operator', 'registrar', 'guardian'],
  },
] as const satisfies readonly ManagerShape[];
export type Manager = (typeof managers)[number];
export type ManagerAddresses = Record<Manager['key'], Address>;

/** A pool to open: of stakes, or of collateral in place. */
export type PoolOpening =
  | { manager: 'collateralPool'; tag: string; params: PoolParams }
  | { manager: 'walletCollateral'; tag: string; params: WalletParams };

/** What the admin calls to grant each role of each manager to its holder; roles without one are left out. */
export const grantCalls = (
  addresses: ManagerAddresses,
  holders: Partial<Record<RoleName, Address>>,
): TimelockCall[] =>
  managers.flatMap(({ key, roles }) =>
    roles.flatMap((role) => {
      const holder = holders[role];
      if (!holder) return [];
      const args = [roleId(role), holder] as const;
      const data = encodeFunctionData({ abi: collateralPoolAbi, functionName: 'grantRole', args });
      return [{ target: addresses[key], data }];
    }),
  );

/** What the admin calls to open a pool. */
export function openingCall(addresses: ManagerAddresses, pool: PoolOpening): TimelockCall {
  const tag = asciiToHex(pool.tag, 8);
  const target = addresses[pool.manager];
  const functionName = 'createPool';
  switch (pool.manager) {
    case 'collateralPool':
      return {
        target,
        data: encodeFunctionData({ abi: collateralPoolAbi, functionName, args: [tag, pool.params] }),
      };
    case 'walletCollateral':
      return {
        target,
        data: encodeFunctionData({ abi: walletCollateralAbi, functionName, args: [tag, pool.params] }),
      };
  }
}
