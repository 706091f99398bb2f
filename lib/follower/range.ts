import { type ChainHeader, type ChainLog, type ChainReader, keptHeader } from './chain-reader';
import type { Decoder } from './decode';
import type { BlockEvents } from './take-in';

/** The chain changed while it was being read: what was read does not fit together. Reading again helps. */
export class ChainMovedError extends Error {
  constructor(message: string) {
    super(`the chain moved while it was read: ${message}`);
    this.name = 'ChainMovedError';
  }
}

/**
 * Blocks `from` to `to` with their events. Logs of a range name their blocks, but blocks without logs do not show
 * that they lack some: so the headers are read first, the logs then, and the last header again. Each block names
 * its parent, so the same last one means the same all. Throws {@link ChainMovedError}, and `LyingNodeError` when the
 * logs cannot be those of the blocks.
 */
export async function readRange(
  reader: ChainReader,
  decoder: Decoder,
  from: number,
  to: number,
): Promise<BlockEvents[]> {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const headers = linked(await reader.headers(numbers));
  const logs = await reader.logsOfRange(from, to, decoder.filter);
  const last = await reader.header(to);
  if (last?.hash !== headers.at(-1)?.hash) throw new ChainMovedError(`block ${to} is another one`);
  const byBlock = new Map<number, ChainLog[]>();
  for (const log of logs) {
    const block = headers[log.blockNumber - from];
    if (log.blockHash !== block?.hash) throw new ChainMovedError(`a log of block ${log.blockNumber}`);
    const known = byBlock.get(log.blockNumber);
    if (known) known.push(log);
    else byBlock.set(log.blockNumber, [log]);
  }
  const logsOf = (block: ChainHeader) => byBlock.get(block.number) ?? [];
  const doubtful = headers.filter((block) => decoder.check.doubts(block, logsOf(block)));
  await Promise.all(doubtful.map((block) => decoder.check.settle(reader, block, logsOf(block))));
  return headers.map((block) => ({ block: keptHeader(block), events: decoder.decode(block, logsOf(block)) }));
}

/**
 * The events of one block, by its hash. Throws `LyingNodeError` when the logs cannot be its.
 * @returns with them the question whether the chain has the block still, which is to be asked before they are kept:
 * rejects with {@link ChainMovedError} otherwise
 */
export async function readBlock(
  reader: ChainReader,
  decoder: Decoder,
  block: ChainHeader,
): Promise<{ taken: BlockEvents; stands: () => Promise<void> }> {
  const gone = () => new ChainMovedError(`block ${block.number} is gone`);
  const logs = await reader.logsOfBlock(block.hash, decoder.filter);
  // Asked after the logs, since a node that has just dropped the block may say "no logs" instead of an error.
  const stands = async () => {
    if (!(await reader.hasBlock(block.hash))) throw gone();
  };
  if (logs.some((log) => log.blockHash !== block.hash)) throw gone();
  if (decoder.check.doubts(block, logs)) {
    await stands(); // of a block that is gone, logs may well be missing
    await decoder.check.settle(reader, block, logs);
  }
  return { taken: { block: keptHeader(block), events: decoder.decode(block, logs) }, stands };
}

function linked(headers: readonly (ChainHeader | null)[]): ChainHeader[] {
  return headers.map((header, index) => {
    if (!header) throw new ChainMovedError('a block is missing');
    const before = headers[index - 1];
    if (before && before.hash !== header.parentHash) {
      throw new ChainMovedError(`block ${header.number} does not follow on its parent`);
    }
    return header;
  });
}
