import type { ContractEventName, Log } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import type { ActionContext } from './action';
import { contractEvents } from './contract-events';

/** The pool contract's own events of one name in a receipt. */
export const poolEvents = <Name extends ContractEventName<typeof collateralPoolAbi>>(
  eventName: Name,
  logs: Log[],
  { deployment }: Pick<ActionContext, 'deployment'>,
) => contractEvents(collateralPoolAbi, deployment.collateralPool, eventName, logs);
