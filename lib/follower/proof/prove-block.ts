import type { Hex } from '@/lib/domain/codecs';
import type { BlockHeader } from '@/lib/domain/events';
import type { ChainLog, ChainReader, LogFilter } from '../chain-reader';
import { bloomBits, mayHold } from '../nodes/bloom';
import { hashOf, receiptsRootOf, type SealedBlock } from './sealed-block';

/** What a block really holds cannot be found out from this node, now or at all. */
export class UnprovableError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`a block cannot be proved: ${reason}`, options);
    this.name = 'UnprovableError';
  }
}

export type ProvenBlock = { block: BlockHeader; logs: ChainLog[] };

export type Prover = {
  /**
   * The block of this hash, with its logs that pass the filter, each proved by the hash itself: the header's fields
   * give the hash, the receipts give the header's root. A header's own filter proves that a block has none, so that
   * its receipts need not be read. Null when the node has no such block (any more). Throws {@link UnprovableError}.
   *
   * Not a part of any hash is which transaction a receipt belongs to: here two answers of the node must agree.
   */
  prove: (hash: Hex) => Promise<ProvenBlock | null>;
};

type ProofReader = Pick<ChainReader, 'sealedBlock' | 'sealedReceipts'>;

export function createProver(reader: ProofReader, filter: LogFilter): Prover {
  const addresses = new Set(filter.address);
  const topics = new Set(filter.topics[0]);
  const addressBits = filter.address.map(bloomBits);
  const topicBits = filter.topics[0].map(bloomBits);

  const mayHaveSome = ({ logsBloom }: SealedBlock): boolean =>
    addressBits.some((bits) => mayHold(logsBloom, bits)) &&
    topicBits.some((bits) => mayHold(logsBloom, bits));

  async function logsOf(sealed: SealedBlock, number: number): Promise<ChainLog[] | null> {
    const receipts = await reader.sealedReceipts(sealed.hash);
    if (!receipts) return null;
    if (receiptsRootOf(receipts) !== sealed.receiptsRoot) {
      throw new UnprovableError(`the receipts of block ${number} are not those of its header`);
    }
    const logs: ChainLog[] = [];
    let logIndex = 0;
    for (const [index, receipt] of receipts.entries()) {
      if (sealed.transactions[index] !== receipt.transactionHash) {
        throw new UnprovableError(`a receipt of block ${number} is of another transaction`);
      }
      for (const log of receipt.logs) {
        const [topic] = log.topics;
        if (topic && addresses.has(log.address) && topics.has(topic)) {
          const { hash: blockHash } = sealed;
          logs.push({
            ...log,
            blockNumber: number,
            blockHash,
            transactionHash: receipt.transactionHash,
            logIndex,
          });
        }
        logIndex += 1;
      }
    }
    return logs;
  }

  return {
    async prove(hash) {
      const sealed = await reader.sealedBlock(hash);
      if (!sealed) return null;
      const number = numberOf(sealed.number);
      if (sealed.hash !== hash || hashOf(sealed) !== hash) {
        throw new UnprovableError(`the header of block ${number} does not give its hash`);
      }
      const block = { number, hash, parentHash: sealed.parentHash, timestamp: numberOf(sealed.timestamp) };
      const logs = mayHaveSome(sealed) ? await logsOf(sealed, number) : [];
      return logs && { block, logs };
    },
  };
}

/** Zero has no digits there. */
const numberOf = (quantity: Hex): number => (quantity === '0x' ? 0 : Number(quantity));
