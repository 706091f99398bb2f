import { decodeFunctionData } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { destinationPartition } from '@/lib/domain/amp-transfer';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION, decodePartition, poolOf } from '@/lib/domain/partition';
import type { Call } from './action';
import { sameHex } from './same-hex';

/** What the person saw: the pool, and for whom. */
export type Seen = { deployment: Deployment; account: Hex; pool: Hex };

/**
 * The last look at the bytes themselves before the wallet opens: whatever went wrong before, nothing goes out that
 * moves AMP anywhere but between this account and the pool on screen. Returns what is wrong, or null.
 */
export function guardCall(call: Call, seen: Seen): string | null {
  const { deployment, pool } = seen;
  // What is left in a generation that losses have closed is taken out by its own id.
  const partition = decodePartition(poolOf(pool));
  if (partition.kind !== 'pool' || !sameHex(partition.owner, deployment.collateralPool)) {
    return 'its pool does not belong to this collateral manager';
  }
  try {
    if (sameHex(call.to, deployment.amp)) return guardTransfer(call, seen);
    if (sameHex(call.to, deployment.collateralPool)) return guardPoolCall(call, seen);
  } catch {
    return 'it cannot be read';
  }
  return 'it goes to a contract that is not part of this';
}

function guardTransfer({ data }: Call, { deployment, account, pool }: Seen): string | null {
  const call = decodeFunctionData({ abi: ampAbi, data });
  if (call.functionName !== 'transferByPartition') return `it calls ${call.functionName} of Amp`;
  const [partition, from, to, value, transferData, operatorData] = call.args;
  if (partition !== DEFAULT_PARTITION) return 'it takes AMP that is not spendable';
  if (!sameHex(from, account)) return 'it takes the AMP of another account';
  if (!sameHex(to, deployment.collateralPool)) return 'it sends AMP to another recipient';
  if (!sameHex(destinationPartition(partition, transferData), pool)) return 'it sends AMP to another pool';
  if (transferData.length !== 2 + 128 || operatorData !== '0x')
    return 'it carries data that nobody asked for';
  return value > 0n ? null : 'it moves nothing';
}

function guardPoolCall({ data }: Call, { account, pool }: Seen): string | null {
  const call = decodeFunctionData({ abi: collateralPoolAbi, data });
  switch (call.functionName) {
    case 'requestExit':
    case 'cancelExit':
      return sameHex(call.args[0], pool) ? null : 'it concerns another pool';
    case 'claimExit':
      if (!sameHex(call.args[0], pool)) return 'it concerns another pool';
      return sameHex(call.args[2], account) ? null : 'it pays another account';
    default:
      return `it calls ${call.functionName} of the pool`;
  }
}
