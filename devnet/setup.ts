import { parseEther } from 'viem';
import { devAccounts } from './accounts';
import { type DevChain, Reverted, waitForReceipt } from './chain';
import { managers } from './managers';

/** AMP that exists on a local chain. */
const SUPPLY = parseEther('10000000000');
/** What each staker has to begin with. */
const STAKER_FUNDS = parseEther('40000000');
/** What the faucet can give away. */
const FAUCET_FUNDS = parseEther('5000000000');

/** What the rewarder can hand out. */
const REWARDER_FUNDS = parseEther('1000000000');

/**
 * Gives a fresh deployment a world: AMP for stakers, rewarder and faucet, six merchants known to both managers. The
 * chain has to mine by itself. Throws {@link Reverted} when any of it is there already.
 */
export async function setUpWorld(chain: DevChain): Promise<void> {
  const { deployer, registrar, rewarder, faucet, stakers, merchants } = devAccounts();
  const { calls } = chain;
  const steps = [
    [deployer, calls.mintSwapToken(deployer.address, SUPPLY)],
    [deployer, calls.approveSwap(SUPPLY)],
    [deployer, calls.swap(deployer.address)],
    [deployer, calls.transferAmp(faucet.address, FAUCET_FUNDS)],
    [deployer, calls.transferAmp(rewarder.address, REWARDER_FUNDS)],
    ...stakers.map(({ address }) => [deployer, calls.transferAmp(address, STAKER_FUNDS)] as const),
    ...merchants.flatMap(({ address }) =>
      managers.map(({ key }) => [registrar, calls.setMerchant(address, true, key)] as const),
    ),
  ] as const;
  const hashes: Awaited<ReturnType<DevChain['submit']>>[] = [];
  for (const [from, call] of steps) hashes.push(await chain.submit(from.address, call));
  for (const hash of hashes) {
    const receipt = await waitForReceipt(chain.rpc, hash);
    if (!receipt.status) throw new Reverted(null, [], `setting up failed in transaction ${hash}`);
  }
}
