import { setTimeout as sleep } from 'node:timers/promises';
import { decodeFunctionData, type PublicClient, parseEventLogs } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { timelockAbi } from '@/contracts-abi/timelock';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { TimelockOperation, TimelockQueue } from '@/lib/domain/pool-disclosure';
import { createGrowingLog } from './growing-log';

type Contracts = Pick<Deployment, 'timelock' | 'startBlock' | 'collateralPool' | 'walletCollateral'>;
const lower = (address: string): Hex => address.toLowerCase() as Hex; // viem's type, in the case that we compare in

/** How long somebody waits for it. The first reading of a long chain takes longer, and goes on meanwhile. */
const PATIENCE_MS = 4_000;

/** What a timelock holds at a block, by its own events; null when there is none, or it cannot be said yet. */
export type TimelockReader = (block: number) => Promise<TimelockQueue | null>;

export function createTimelockReader(
  client: PublicClient,
  contracts: Contracts,
  patienceMs = PATIENCE_MS,
): TimelockReader {
  const { timelock, startBlock } = contracts;
  if (timelock === null) return async () => null;
  const log = createGrowingLog(client, { address: timelock, from: startBlock });

  const queueAt = async (block: number): Promise<TimelockQueue> => {
    const at = { address: timelock, abi: timelockAbi, blockNumber: BigInt(block) } as const;
    // First: of a node that does not answer this, no logs are asked for.
    const delay = await client.readContract({ ...at, functionName: 'getMinDelay' });
    const logs = await log.upTo(block);
    const queued = new Map<Hex, TimelockOperation['calls']>();
    for (const { eventName, args } of parseEventLogs({ abi: timelockAbi, logs: [...logs] })) {
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
  };

  return async (block) => {
    const patience = new AbortController();
    const late = sleep(patienceMs, null, { signal: patience.signal }).catch(() => null);
    const queue = queueAt(block).catch(() => null);
    const answer = await Promise.race([queue, late]);
    patience.abort();
    return answer;
  };
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
