import { encodeFunctionData, type Log } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { dataToPartition, destinationPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import type { Actor, Call, Shown } from './action';
import { contractEvents } from './contract-events';
import { sameHex } from './same-hex';

/**
 * AMP that changes its partition and stays in its account: how collateral in place comes and goes. To Amp it is a
 * transfer to oneself.
 */
export const moveWithin = (
  { account, deployment }: Actor,
  { from, into, value }: { from: Hex; into: Hex; value: bigint },
): Call => ({
  to: deployment.amp,
  data: encodeFunctionData({
    abi: ampAbi,
    functionName: 'transferByPartition',
    args: [from, account, account, value, dataToPartition(into), '0x'],
  }),
});

/** The same as the guard expects it; `value` is undefined where the chain says how much. */
export const shownWithin = (
  { account, deployment }: Actor,
  { from, into, value }: { from: Hex; into: Hex; value: bigint | undefined },
): Shown => ({
  to: deployment.amp,
  functionName: 'transferByPartition',
  args: [from, account, account, value, dataToPartition(into), '0x'],
});

/** wei that a receipt shows to have moved like that; null for none. */
export function movedWithin(
  logs: Log[],
  { account, deployment }: Actor,
  { from, into }: { from: Hex; into: Hex },
): bigint | null {
  const moved = contractEvents(ampAbi, deployment.amp, 'TransferByPartition', logs).find(
    ({ args }) =>
      args.fromPartition === from &&
      sameHex(args.from, account) &&
      sameHex(args.to, account) &&
      destinationPartition(args.fromPartition, args.data) === into,
  );
  return moved ? moved.args.value : null;
}
