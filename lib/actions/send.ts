import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Call } from './action';
import { walletError } from './failure';
import { guardCall } from './guard';
import { sameHex } from './same-hex';

/** The wallet, as far as sending needs it. Both questions are put to the wallet itself, not to what we remember. */
export type Signer = {
  chainId: () => Promise<number>;
  accounts: () => Promise<readonly Hex[]>;
  /** resolves to the transaction's hash once the person has agreed */
  send: (transaction: Call & { gas: bigint }) => Promise<Hex>;
};

export type SendInput = {
  call: Call;
  gas: bigint;
  /** what the person saw */
  account: Hex;
  pool: Hex;
  deployment: Deployment;
  chainName: string;
  signer: Signer;
};

/**
 * Asks the wallet to sign, after a last look: its network, its account, and the bytes themselves. Resolves to the
 * hash. Throws what `toFailure` understands; then nothing was sent.
 */
export async function send({
  call,
  gas,
  account,
  pool,
  deployment,
  chainName,
  signer,
}: SendInput): Promise<Hex> {
  const [chainId, accounts] = await Promise.all([signer.chainId(), signer.accounts()]);
  if (chainId !== deployment.chainId) throw walletError({ code: 'wrong-chain', expected: chainName });
  if (!accounts[0] || !sameHex(accounts[0], account)) throw walletError({ code: 'account-changed' });
  const wrong = guardCall(call, { deployment, account, pool });
  if (wrong) throw walletError({ code: 'unexpected-call', what: wrong });
  return signer.send({ ...call, gas });
}
