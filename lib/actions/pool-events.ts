import { type ContractEventName, type Log, parseEventLogs } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import type { ActionContext } from './action';
import { sameHex } from './same-hex';

/** The pool contract's own events of one name in a receipt; look-alikes of other contracts are left out. */
export const poolEvents = <Name extends ContractEventName<typeof collateralPoolAbi>>(
  eventName: Name,
  logs: Log[],
  { deployment }: Pick<ActionContext, 'deployment'>,
) =>
  parseEventLogs({ abi: collateralPoolAbi, eventName, logs }).filter((log) =>
    sameHex(log.address, deployment.collateralPool),
  );
