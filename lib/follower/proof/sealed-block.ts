import { keccak256, toRlp } from 'viem';
import { z } from 'zod';
import { address, bytes32, type Hex, hexData } from '@/lib/domain/codecs';
import { orderedTrieRoot } from './trie-root';

/** A number as RLP wants it: no leading zero, and no byte at all for zero. */
const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]+$/)
  .transform((text): Hex => {
    const digits = text.slice(2).toLowerCase().replace(/^0+/, '');
    return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
  });

/** A block with all that its hash is made of. Fields that came with later versions of the protocol may be absent. */
export const sealedBlock = z.object({
  number: quantity,
  hash: bytes32,
  parentHash: bytes32,
  sha3Uncles: bytes32,
  miner: address,
  stateRoot: bytes32,
  transactionsRoot: bytes32,
  receiptsRoot: bytes32,
  logsBloom: hexData,
  difficulty: quantity,
  gasLimit: quantity,
  gasUsed: quantity,
  timestamp: quantity,
  extraData: hexData,
  mixHash: bytes32,
  nonce: hexData,
  baseFeePerGas: quantity.nullish(),
  withdrawalsRoot: bytes32.nullish(),
  blobGasUsed: quantity.nullish(),
  excessBlobGas: quantity.nullish(),
  parentBeaconBlockRoot: bytes32.nullish(),
  requestsHash: bytes32.nullish(),
  transactions: z.array(bytes32),
});
export type SealedBlock = z.infer<typeof sealedBlock>;

const receiptLog = z.object({ address, topics: z.array(bytes32), data: hexData });
export const sealedReceipt = z.object({
  type: quantity.default('0x'),
  /** before the Byzantium fork, a root stood in its place */
  status: quantity.nullish(),
  root: bytes32.nullish(),
  cumulativeGasUsed: quantity,
  logsBloom: hexData,
  transactionHash: bytes32,
  logs: z.array(receiptLog),
});
export type SealedReceipt = z.infer<typeof sealedReceipt>;

/** The hash that follows from the fields, in the order in which the protocol got them. */
export function hashOf(block: SealedBlock): Hex {
  const first = [
    block.parentHash,
    block.sha3Uncles,
    block.miner,
    block.stateRoot,
    block.transactionsRoot,
    block.receiptsRoot,
    block.logsBloom,
    block.difficulty,
    block.number,
    block.gasLimit,
    block.gasUsed,
    block.timestamp,
    block.extraData,
    block.mixHash,
    block.nonce,
  ];
  const later = [
    block.baseFeePerGas,
    block.withdrawalsRoot,
    block.blobGasUsed,
    block.excessBlobGas,
    block.parentBeaconBlockRoot,
    block.requestsHash,
  ];
  return keccak256(toRlp([...first, ...later.flatMap((field) => (field == null ? [] : [field]))]));
}

/** The root that the receipts give; equal to the block's, they are all of its receipts and nothing else. */
export const receiptsRootOf = (receipts: readonly SealedReceipt[]): Hex =>
  orderedTrieRoot(receipts.map(bytesOf));

/** A receipt as it lies in the trie (EIP-2718): its type before it, unless it is of the first. */
function bytesOf({ type, status, root, cumulativeGasUsed, logsBloom, logs }: SealedReceipt): Hex {
  const outcome = status ?? root ?? '0x';
  const said = logs.map(({ address: emitter, topics, data }) => [emitter, topics, data]);
  const list = toRlp([outcome, cumulativeGasUsed, logsBloom, said]);
  const kind = type.slice(2);
  return kind === '' ? list : `0x${kind}${list.slice(2)}`;
}
