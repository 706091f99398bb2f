import { parseEther } from 'viem';
import { devAccounts } from './accounts';
import { type DevChain, Reverted, waitForReceipt } from './chain';
import type { PoolParams } from './contract-calls';
import { type PoolPlan, poolPlans } from './pools';

/** AMP that exists on a local chain. */
const SUPPLY = parseEther('10000000000');
/** What each staker has to begin with. */
const STAKER_FUNDS = parseEther('40000000');
/** What the faucet can give away. */
const FAUCET_FUNDS = parseEther('5000000000');

/**
 * Gives a fresh deployment a world: AMP for stakers and faucet, three pools, six merchants. The chain has to mine by
 * itself. Throws {@link Reverted} when any of it is there already.
 */
export async function setUpWorld(
  chain: DevChain,
  paramsOf: (plan: PoolPlan) => PoolParams = ({ params }) => params,
): Promise<void> {
  const { admin, registrar, faucet, stakers, merchants } = devAccounts();
  const { calls } = chain;
  const steps = [
    [admin, calls.mintSwapToken(admin.address, SUPPLY)],
    [admin, calls.approveSwap(SUPPLY)],
    [admin, calls.swap(admin.address)],
    [admin, calls.transferAmp(faucet.address, FAUCET_FUNDS)],
    ...stakers.map(({ address }) => [admin, calls.transferAmp(address, STAKER_FUNDS)] as const),
    ...poolPlans.map((plan) => [admin, calls.createPool(plan.tag, paramsOf(plan))] as const),
    ...merchants.map(({ address }) => [registrar, calls.setMerchant(address, true)] as const),
  ] as const;
  const hashes: Awaited<ReturnType<DevChain['submit']>>[] = [];
  for (const [from, call] of steps) hashes.push(await chain.submit(from.address, call));
  for (const hash of hashes) {
    const receipt = await waitForReceipt(chain.rpc, hash);
    if (!receipt.status) throw new Reverted(null, [], `setting up failed in transaction ${hash}`);
  }
}
