import {
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  stringToHex,
  zeroAddress,
  zeroHash,
} from 'viem';
import { timelockCode } from '@/contracts-abi/bytecode/timelock';
import { timelockAbi } from '@/contracts-abi/timelock';
import type { Reader, Writer } from './clients';
import { type Deployed, deployContract, mined } from './transactions';

/** What the timelock is to call, one of the calls of an operation. */
export type TimelockCall = { target: Address; data: Hex };

/** Roles of OpenZeppelin's TimelockController, by the name that their identifier is the hash of. */
const ROLES = {
  proposer: 'PROPOSER_ROLE',
  executor: 'EXECUTOR_ROLE',
  canceller: 'CANCELLER_ROLE',
} as const;
export type TimelockRole = keyof typeof ROLES;

export const timelockRoleId = (role: TimelockRole): Hex => keccak256(stringToHex(ROLES[role]));

const operation = (calls: readonly TimelockCall[], label: string) =>
  [
    calls.map(({ target }) => target),
    calls.map(() => 0n),
    calls.map(({ data }) => data),
    zeroHash, // after no other operation
    keccak256(stringToHex(label)),
  ] as const;

/** Announces an operation: by a proposer. `label` tells operations with the same calls apart. */
export const scheduleData = (calls: readonly TimelockCall[], label: string, delay: number): Hex =>
  encodeFunctionData({
    abi: timelockAbi,
    functionName: 'scheduleBatch',
    args: [...operation(calls, label), BigInt(delay)],
  });

/** Carries an operation out once its delay has passed: by anyone, where the executor's role is open. */
export const executeData = (calls: readonly TimelockCall[], label: string): Hex =>
  encodeFunctionData({ abi: timelockAbi, functionName: 'executeBatch', args: operation(calls, label) });

/** A timelock in the making: the deployer proposes, without a delay, until {@link handOver}. It has no admin but itself. */
export const deployTimelock = (reader: Reader, writer: Writer): Promise<Deployed> =>
  deployContract(reader, writer, {
    abi: timelockAbi,
    code: timelockCode,
    args: [0n, [writer.account.address], [zeroAddress], zeroAddress],
  });

/**
 * The timelock's first operation, all of it or nothing: makes `calls`, gives the deployer's part to `proposer`, who may
 * also cancel, and sets the delay. The deployer keeps nothing. Whoever comes may carry operations out: what protects
 * is the delay.
 */
export async function handOver(
  reader: Reader,
  writer: Writer,
  timelock: Address,
  calls: readonly TimelockCall[],
  { proposer, delay }: { proposer: Address; delay: number },
): Promise<void> {
  const own = (data: Hex): TimelockCall => ({ target: timelock, data });
  const change = (functionName: 'grantRole' | 'revokeRole', role: TimelockRole, account: Address) =>
    own(encodeFunctionData({ abi: timelockAbi, functionName, args: [timelockRoleId(role), account] }));
  const deployer = writer.account.address;
  const all = [
    ...calls,
    change('grantRole', 'proposer', proposer),
    change('grantRole', 'canceller', proposer),
    change('revokeRole', 'proposer', deployer),
    change('revokeRole', 'canceller', deployer),
    own(encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [BigInt(delay)] })),
  ];
  const schedule = await writer.sendTransaction({ to: timelock, data: scheduleData(all, SET_UP, 0) });
  await mined(reader, schedule, 'scheduling the set-up');
  const execute = await writer.sendTransaction({ to: timelock, data: executeData(all, SET_UP) });
  await mined(reader, execute, 'carrying out the set-up');
}

const SET_UP = 'set-up';
