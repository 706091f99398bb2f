import { createWalletClient, http, type PublicClient, parseEther, zeroAddress } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { ampAbi } from '@/contracts-abi/amp';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { WEI_PER_AMP } from '@/lib/domain/money';

/** What one visit gives, in wei. */
export const FAUCET_ETH = parseEther('1');
export const FAUCET_AMP = 1_000_000n * WEI_PER_AMP;

/** The phrase that every development chain knows, worthless anywhere else; `devnet/` fills its tenth account. */
const DEV_MNEMONIC = 'test test test test test test test test test test test junk';
const FAUCET_INDEX = 9;

export type Faucet = {
  /** Returns the hash of the AMP transfer. Rejects when the node is gone or the faucet is empty. */
  give(to: Hex): Promise<Hex>;
};

/** Hands out coins of a local chain; its node must be anvil. One visitor after another, so that nonces do not meet. */
export function createFaucet(client: PublicClient, { amp }: Deployment, rpcUrl: string): Faucet {
  const account = mnemonicToAccount(DEV_MNEMONIC, { addressIndex: FAUCET_INDEX });
  const wallet = createWalletClient({ account, transport: http(rpcUrl) });
  let last: Promise<unknown> = Promise.resolve();

  const give = async (to: Hex): Promise<Hex> => {
    const balance = await client.getBalance({ address: to });
    // anvil's own methods are not known to the client's type.
    const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
    await request({ method: 'anvil_setBalance', params: [to, `0x${(balance + FAUCET_ETH).toString(16)}`] });
    const nonce = await client.getTransactionCount({ address: account.address, blockTag: 'pending' });
    return wallet.writeContract({
      chain: null, // the node is the deployment's, which the follower sees to
      address: amp,
      abi: ampAbi,
      functionName: 'transfer',
      args: [to, FAUCET_AMP],
      nonce,
    });
  };

  return {
    give(to) {
      const given = last.then(() => give(to));
      last = given.catch(() => {});
      return given;
    },
  };
}

/** Why nothing may be sent there, in words; null when it may: what Amp's own contract receives is lost for good. */
export function whyNoGift(to: Hex, { amp, collateralPool }: Deployment): string | null {
  if (to === zeroAddress) return 'This is the zero address: nobody holds its key.';
  if (to === amp || to === collateralPool) return 'This is a contract of ours, not a wallet.';
  return null;
}
