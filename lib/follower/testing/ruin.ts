import { encodeFunctionData, type Hex, keccak256, stringToHex, toHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import { DEFAULT_PARTITION, generationId } from '@/lib/domain/partition';
import { asciiToHex } from '@/lib/domain/text';
import { PARAMS, queue, type Stage } from './deploy-contracts';
import { refuse } from './refuse';
import type { TestChain } from './test-chain';

const AMP = 10n ** 18n;
/** Blocks after which every lock is over and every exit due. */
const QUIET = 65;
const MOST_ROUNDS = 20;

/**
 * Draws all that may be locked of a pool, again and again, until the contract closes its generation; then winds that one
 * down. On the way: rewards that are on their way, a ticket that waits, a lock that outlives its generation, a merchant
 * that refuses every payout and collects them in the end. Returns the id of what was closed.
 */
export async function ruin(chain: TestChain, stage: Stage, pool: Hex): Promise<Hex> {
  const { deployment, admin, operator, stakers, merchants } = stage;
  const { amp, collateralPool } = deployment;
  const [staker = admin] = stakers;
  const [, merchant = admin] = merchants;
  const manager = { address: collateralPool, abi: collateralPoolAbi } as const;
  const send = (from: Hex, functionName: string, args: readonly unknown[]) =>
    // Names and arguments stand side by side below; what does not fit makes viem throw.
    queue(
      chain,
      from,
      collateralPool,
      encodeFunctionData({ abi: collateralPoolAbi, functionName, args } as never),
    );
  const info = () => chain.client.readContract({ ...manager, functionName: 'poolInfo', args: [pool] });
  const into = (from: Hex, value: bigint, operatorData: Hex) =>
    queue(
      chain,
      from,
      amp,
      encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [DEFAULT_PARTITION, from, collateralPool, value, dataToPartition(pool), operatorData],
      }),
    );
  let locks = 0;
  const lock = async (amount: bigint, lasts: number): Promise<Hex> => {
    const { timestamp } = await chain.client.getBlock();
    const settleBy = Number(timestamp) + 10;
    const paymentId = keccak256(toHex(`ruin ${pool} ${timestamp} ${locks++}`));
    const quote = {
      asset: asciiToHex('BTC', 8),
      assetAmount: 1n,
      fiatAmount: 1n,
      currency: asciiToHex('USD', 3),
      ampPrice: 1n,
    };
    const item = { paymentId, pool, merchant, amount, settleBy, expiresAt: settleBy + lasts };
    await send(operator, 'lock', [{ ...item, refHash: paymentId, quote }]);
    return paymentId;
  };

  const before = (await info()).generation;
  const closed = generationId(pool, Number(before));
  await send(admin, 'setParams', [pool, { ...PARAMS, maxUtilisationBps: 10_000, drawLimit: 10n ** 27n }]);
  await send(operator, 'setPauses', [pool, { stakes: false, locks: false, draws: false }]);
  await send(operator, 'setMerchant', [merchant, true]);
  for (let i = 0; i < QUIET; i += 1) await chain.mine();
  await refuse(chain, merchant, true);
  await into(staker, 10n * AMP, '0x');
  await queue(
    chain,
    staker,
    amp,
    encodeFunctionData({ abi: ampAbi, functionName: 'transfer', args: [operator, AMP] }),
  );
  await chain.mine();
  await into(operator, AMP / 2n, stringToHex('Fee', { size: 32 }));
  await into(operator, AMP / 3n, stringToHex('TopUp', { size: 32 }));
  await send(staker, 'requestExit', [pool, AMP]);
  const outlives = await lock(2n, 100);
  await chain.mine();

  for (let round = 0; (await info()).generation === before; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('the pool is not ruined');
    const { free } = await info();
    const paymentId = await lock(free, 60);
    await send(operator, 'draw', [paymentId, free]);
    await chain.mine();
  }

  await send(operator, 'draw', [outlives, 1n]);
  await send(operator, 'release', [outlives, 1n]);
  await into(staker, 7n * AMP, '0x');
  for (const one of stakers) {
    const args = [closed, one] as const;
    const { shares } = await chain.client.readContract({ ...manager, functionName: 'accountInfo', args });
    await send(one, 'claimRewards', [[closed], one]);
    if (shares > 0n) await send(one, 'requestExit', [closed, shares]);
  }
  await refuse(chain, merchant, false);
  // By the id of what is closed: what is kept for the merchant lies in the one partition of both.
  await send(merchant, 'withdrawDeferred', [closed, stakers[1] ?? staker]);
  for (let i = 0; i < QUIET; i += 1) await chain.mine();
  const requests = await chain.client.getContractEvents({
    ...manager,
    eventName: 'ExitRequested',
    args: { pool: [pool, closed] },
    fromBlock: 0n,
    strict: true,
  });
  for (const { args } of requests) {
    const ticket = {
      ...manager,
      functionName: 'ticketOf',
      args: [closed, args.account, args.exitEpoch],
    } as const;
    const { shares } = await chain.client.readContract(ticket);
    if (shares > 0n) await send(args.account, 'claimExit', [closed, [args.exitEpoch], args.account]);
  }
  await chain.mine();
  return closed;
}
