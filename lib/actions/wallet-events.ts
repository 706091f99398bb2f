import type { ContractEventName, Log } from 'viem';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { ActionContext } from './action';
import { contractEvents } from './contract-events';

/** Events of one name in a receipt, of the manager of collateral in place. */
export const walletEvents = <Name extends ContractEventName<typeof walletCollateralAbi>>(
  eventName: Name,
  logs: Log[],
  { deployment }: Pick<ActionContext, 'deployment'>,
) => contractEvents(walletCollateralAbi, deployment.walletCollateral, eventName, logs);
