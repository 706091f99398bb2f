import { parseTransaction, toEventSelector } from 'viem';
import { z } from 'zod';
import { address, bytes32, type Hex, hexData } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { type Contracts, isKnownCall, isResolverQuestion } from './contracts';

/**
 * What the browser may ask the chain's node through us: reads, and transactions that a wallet has signed, of the
 * contracts that this is about. No method that changes the node or makes it sign, no code of the caller's own, no
 * range of logs without bounds: the node is not a free one for everybody.
 */

/** Blocks that one `eth_getLogs` may span. */
export const MOST_LOG_BLOCKS = 2_000;
const MOST_FEE_BLOCKS = 128;

const quantity = z.string().regex(/^0x[0-9a-fA-F]{1,64}$/);
const shortQuantity = z.string().regex(/^0x[0-9a-fA-F]{1,13}$/);
const tag = z.enum(['latest', 'pending', 'safe', 'finalized', 'earliest']);
const block = z.union([
  tag,
  shortQuantity,
  z.strictObject({ blockHash: bytes32, requireCanonical: z.boolean().optional() }),
  z.strictObject({ blockNumber: shortQuantity }),
]);

const transaction = z
  .strictObject({
    to: address,
    from: address.optional(),
    data: hexData.optional(),
    input: hexData.optional(),
    value: quantity.optional(),
    gas: quantity.optional(),
    gasPrice: quantity.optional(),
    maxFeePerGas: quantity.optional(),
    maxPriorityFeePerGas: quantity.optional(),
    nonce: quantity.optional(),
    type: quantity.optional(),
    chainId: quantity.optional(),
    accessList: z.array(z.unknown()).max(0).optional(),
  })
  .refine(({ data, input }) => data === undefined || input === undefined || data === input);
/**
 * The one thing that a caller may suppose: a word of the ERC-1820 registry, so that a form can look at the second of two
 * transactions before the first is mined (`lib/actions/enrol.ts`).
 */
const supposed = z.strictObject({
  [ERC1820_REGISTRY]: z.strictObject({
    stateDiff: z.record(bytes32, bytes32).refine((words) => Object.keys(words).length === 1),
  }),
});
const callParams = z.union([
  z.tuple([transaction]),
  z.tuple([transaction, block]),
  z.tuple([transaction, block, supposed]),
]);

const topic = z.union([bytes32, z.null(), z.array(bytes32).max(20)]);
const ofContracts = {
  address: z.union([address, z.array(address).min(1).max(20)]),
  topics: z.array(topic).max(4).optional(),
};
const filter = z.union([
  z.strictObject({ ...ofContracts, blockHash: bytes32 }),
  z
    .strictObject({ ...ofContracts, fromBlock: shortQuantity, toBlock: shortQuantity })
    .refine(({ fromBlock, toBlock }) => {
      const blocks = Number(toBlock) - Number(fromBlock) + 1;
      return blocks >= 1 && blocks <= MOST_LOG_BLOCKS;
    }),
]);

const nothing = z.union([z.undefined(), z.null(), z.tuple([])]);
const ofAddress = z.union([z.tuple([address]), z.tuple([address, block])]);
const blockCount = z.union([shortQuantity, z.number().int().nonnegative()]);

/** A rule reads the parameters and says why they are refused; null when they may pass. */
type Rule = (params: unknown, contracts: Contracts) => string | null;

const shaped =
  (schema: z.ZodType, wanted: string): Rule =>
  (params) =>
    schema.safeParse(params).success ? null : wanted;
const plain = shaped(nothing, 'It takes no parameters.');
const aboutAddress = shaped(ofAddress, 'It takes an address and a block.');

const NO_CALL = 'It takes a call with `to` and `data`, and a block; no state of your own.';
const contractCall: Rule = (params, contracts) => {
  const parsed = callParams.safeParse(params);
  if (!parsed.success) return NO_CALL;
  const [{ to, data, input }] = parsed.data;
  return isKnownCall(contracts, to, data ?? input ?? '0x') ? null : OTHERS;
};
const question: Rule = (params, contracts) => {
  const parsed = callParams.safeParse(params);
  if (!parsed.success) return NO_CALL;
  const [{ data, input, gas }] = parsed.data;
  return isResolverQuestion(data ?? input ?? '0x', gas) ? null : contractCall(params, contracts);
};

/** What became of a Safe's requests, which the Safe itself says, whatever its address (`lib/actions/safe.ts`). */
const SAFE_OUTCOMES: readonly string[] = [
  toEventSelector('ExecutionSuccess(bytes32,uint256)'),
  toEventSelector('ExecutionFailure(bytes32,uint256)'),
];
const isOfSafe = (topics: readonly z.output<typeof topic>[] | undefined): boolean => {
  const first = topics?.[0];
  return Array.isArray(first) && first.length > 0 && first.every((one) => SAFE_OUTCOMES.includes(one));
};

const logs: Rule = (params, contracts) => {
  const parsed = z.tuple([filter]).safeParse(params);
  if (!parsed.success) {
    return `It needs addresses, and a blockHash, or fromBlock and toBlock as numbers of at most ${MOST_LOG_BLOCKS} blocks.`;
  }
  const [{ address: of, topics }] = parsed.data;
  if (isOfSafe(topics)) return null;
  return (Array.isArray(of) ? of : [of]).every((one) => contracts.has(one)) ? null : OTHERS;
};

const signed: Rule = (params, contracts) => {
  const parsed = z.tuple([hexData]).safeParse(params);
  const sent = parsed.success ? readTransaction(parsed.data[0]) : null;
  if (!sent) return 'It takes a signed transaction.';
  return isKnownCall(contracts, sent.to, sent.data) ? null : OTHERS;
};

function readTransaction(raw: Hex): { to: Hex; data: Hex } | null {
  try {
    const { to, data = '0x' } = parseTransaction(raw);
    return to ? { to: address.parse(to), data } : null;
  } catch {
    return null;
  }
}

const OTHERS = 'It goes to a contract, or a function of one, that is not part of this.';

const RULES = new Map<string, Rule>([
  ['eth_blockNumber', plain],
  ['eth_call', question],
  ['eth_chainId', plain],
  ['eth_estimateGas', contractCall],
  [
    'eth_feeHistory',
    shaped(
      z
        .tuple([blockCount, block, z.union([z.null(), z.array(z.number().min(0).max(100)).max(10)])])
        .refine(([blocks]) => Number(blocks) <= MOST_FEE_BLOCKS),
      `It takes at most ${MOST_FEE_BLOCKS} blocks and 10 percentiles.`,
    ),
  ],
  ['eth_gasPrice', plain],
  ['eth_getBalance', aboutAddress],
  [
    'eth_getBlockByHash',
    shaped(z.tuple([bytes32, z.literal(false)]), 'It takes a hash and false: transactions by hash only.'),
  ],
  [
    'eth_getBlockByNumber',
    shaped(
      z.tuple([z.union([tag, shortQuantity]), z.boolean()]),
      'It takes a block, and whether with its transactions.',
    ),
  ],
  ['eth_getCode', aboutAddress],
  ['eth_getLogs', logs],
  ['eth_getTransactionByHash', shaped(z.tuple([bytes32]), 'It takes a hash.')],
  ['eth_getTransactionCount', aboutAddress],
  ['eth_getTransactionReceipt', shaped(z.tuple([bytes32]), 'It takes a hash.')],
  ['eth_maxPriorityFeePerGas', plain],
  ['eth_sendRawTransaction', signed],
  ['net_version', plain],
]);

export const ALLOWED_METHODS: ReadonlySet<string> = new Set(RULES.keys());

export type Refusal = { kind: 'method' | 'params'; message: string };

/** Why a call is refused; null when it may pass. */
export function whyRefused(method: string, params: unknown, contracts: Contracts): Refusal | null {
  const rule = RULES.get(method);
  if (!rule) return { kind: 'method', message: `The method ${method.slice(0, 60)} is not offered here.` };
  const message = rule(params, contracts);
  return message === null ? null : { kind: 'params', message: `${method} is refused. ${message}` };
}
