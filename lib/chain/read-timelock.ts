import { decodeFunctionData, type PublicClient, parseEventLogs } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { timelockAbi } from '@/contracts-abi/timelock';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { TimelockOperation, TimelockQueue } from '@/lib/domain/pool-disclosure';

type Contracts = Pick<Deployment, 'timelock' | 'startBlock' | 'collateralPool' | 'walletCollateral'>;
const lower = (address: string): Hex => address.toLowerCase() as Hex; // viem's type, in the case that we compare in

/** What a timelock holds at a block, by its own events; null when there is none, or it cannot be asked. */
export async function readTimelock(
  client: PublicClient,
  contracts: Contracts,
  block: number,
): Promise<TimelockQueue | null> {
  const { timelock, startBlock } = contracts;
  if (timelock === null) return null;
  const at = { address: timelock, abi: timelockAbi, blockNumber: BigInt(block) } as const;
  try {
    const [delay, logs] = await Promise.all([
      client.readContract({ ...at, functionName: 'getMinDelay' }),
      client.getLogs({ address: timelock, fromBlock: BigInt(startBlock), toBlock: BigInt(block) }),
    ]);
    const queued = new Map<Hex, TimelockOperation['calls']>();
    for (const { eventName, args } of parseEventLogs({ abi: timelockAbi, logs })) {
      if (eventName === 'CallScheduled') {
        const call = callOf(contracts, lower(args.target), args.data);
        queued.set(args.id, [...(queued.get(args.id) ?? []), call]);
      }
      if (eventName === 'CallExecuted' || eventName === 'Cancelled') queued.delete(args.id);
    }
    const operations = await Promise.all(
      [...queued].map(async ([id, calls]) => ({
        id,
        readyAt: Number(await client.readContract({ ...at, functionName: 'getTimestamp', args: [id] })),
        calls,
      })),
    );
    return { delay: Number(delay), operations: operations.sort((a, b) => a.readyAt - b.readyAt) };
  } catch {
    return null;
  }
}

function callOf(contracts: Contracts, target: Hex, data: Hex): TimelockOperation['calls'][number] {
  const unknown = { target, function: null, args: [], data };
  const abi = abiOf(contracts, target);
  if (!abi) return unknown;
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data });
    const named = abi.find((item) => item.type === 'function' && item.name === functionName);
    const inputs = named && 'inputs' in named ? named.inputs : [];
    return {
      ...unknown,
      function: functionName,
      args: args.map((value, index) => ({ name: inputs[index]?.name ?? '', value: inWords(value) })),
    };
  } catch {
    return unknown;
  }
}

function abiOf({ collateralPool, walletCollateral, timelock }: Contracts, target: Hex) {
  if (target === lower(collateralPool)) return collateralPoolAbi;
  if (target === lower(walletCollateral)) return walletCollateralAbi;
  return timelock !== null && target === lower(timelock) ? timelockAbi : null;
}

/** `cooldown 600, minStake 10`: what JSON would say, with integers of any size. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${name} ${inWords(part)}`)
      .join(', ');
  }
  return String(value);
}
