import { encodeFunctionData, type Hex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { queue, type Stage } from '@/lib/follower/testing/deploy-contracts';
import { accountsOf, type TestChain } from '@/lib/follower/testing/test-chain';
import { compileCrowd, encodeMoves, type Move } from './crowd';

const AMP = 10n ** 18n;
/** The node's first accounts have parts of their own in the contracts' set-up. */
const FIRST_HOLDER = 20;
const FORTUNE = 1_000_000n * AMP;
const AUTHORISATIONS_PER_BLOCK = 100;
const FUNDED_PER_CALL = 40;

export type Crowd = {
  holders: readonly Hex[];
  /** AMP of whoever fills the pools */
  bank: Hex;
  /** Queues moves out of the default partition; they are made in one transaction. */
  move: (moves: readonly Move[], toPartition?: Hex) => Promise<void>;
  /** `TransferByPartition` events that it has queued, its own funding included */
  moved: () => number;
};

/** Holders with a fortune each, all of whom let one contract move their AMP. Blocks are mined on the way. */
export async function raiseCrowd(chain: TestChain, { deployment, admin }: Stage): Promise<Crowd> {
  const { amp, swapToken } = deployment;
  const [bank, ...holders] = (await accountsOf(chain)).slice(FIRST_HOLDER);
  if (!bank || !swapToken) throw new Error('there is nobody, or nothing, to fund');

  const created = await queue(chain, admin, null, compileCrowd());
  await chain.mine();
  const { contractAddress } = await chain.client.waitForTransactionReceipt({ hash: created });
  if (!contractAddress) throw new Error('the contract that moves for the crowd was not created');
  const contract = contractAddress;

  let moved = 1; // the swap below
  const move: Crowd['move'] = async (moves, toPartition = DEFAULT_PARTITION) => {
    await queue(chain, admin, contract, encodeMoves(amp, toPartition, moves));
    moved += moves.length;
  };

  const authorise = encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args: [contract] });
  const everybody = [bank, ...holders];
  for (let at = 0; at < everybody.length; at += AUTHORISATIONS_PER_BLOCK) {
    for (const holder of everybody.slice(at, at + AUTHORISATIONS_PER_BLOCK)) {
      await queue(chain, holder, amp, authorise);
    }
    await chain.mine();
  }

  const all = FORTUNE * BigInt(2 * holders.length);
  const swap = { abi: swapTokenAbi } as const;
  const mint = encodeFunctionData({ ...swap, functionName: 'mint', args: [bank, all] });
  const approve = encodeFunctionData({ ...swap, functionName: 'approve', args: [amp, all] });
  await queue(chain, admin, swapToken, mint);
  await queue(chain, bank, swapToken, approve);
  await chain.mine();
  await queue(chain, bank, amp, encodeFunctionData({ abi: ampAbi, functionName: 'swap', args: [bank] }));
  await chain.mine();
  for (let at = 0; at < holders.length; at += FUNDED_PER_CALL) {
    const part = holders.slice(at, at + FUNDED_PER_CALL);
    await move(part.map((to) => ({ from: bank, to, value: FORTUNE })));
  }
  await chain.mine();
  return { holders, bank, move, moved: () => moved };
}
