import { type Abi, type ContractEventName, type Log, parseEventLogs } from 'viem';
import type { Hex } from '@/lib/domain/codecs';
import { sameHex } from './same-hex';

/** One contract's own events of one name in a receipt; look-alikes of other contracts are left out. */
export const contractEvents = <const Events extends Abi, Name extends ContractEventName<Events>>(
  abi: Events,
  address: Hex,
  eventName: Name,
  logs: Log[],
) => parseEventLogs({ abi, eventName, logs }).filter((log) => sameHex(log.address, address));
