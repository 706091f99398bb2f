import type { AbiEvent, Address, GetLogsReturnType } from 'viem';
import type { Scene } from './findings';

/**
 * Every event of a kind since the deployment began. Nodes refuse what is too much at once, and each has its own
 * measure, so a stretch that is refused is asked for in halves. `args` selects by indexed values.
 */
export async function readEvents<const E extends AbiEvent>(
  scene: Scene,
  address: Address,
  event: E,
  args?: object,
): Promise<GetLogsReturnType<E, [E], true>> {
  const read = async (fromBlock: bigint, toBlock: bigint): Promise<GetLogsReturnType<E, [E], true>> => {
    try {
      // viem's filter is a conditional type over the event, which cannot be resolved while E is open.
      const filter = { address, event, args, fromBlock, toBlock, strict: true } as never;
      return (await scene.reader.getLogs(filter)) as never;
    } catch (error) {
      if (fromBlock === toBlock) throw error;
      const middle = (fromBlock + toBlock) / 2n;
      const early = await read(fromBlock, middle);
      return [...early, ...(await read(middle + 1n, toBlock))];
    }
  };
  return read(BigInt(scene.deployment.startBlock), scene.blockNumber);
}
