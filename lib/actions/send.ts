import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Call, Shown } from './action';
import { walletError } from './failure';
import { guardCall } from './guard';
import { sameHex } from './same-hex';

/** The wallet, as far as sending needs it. Questions are put to the wallet itself, not to what we remember. */
export type Signer = {
  chainId: () => Promise<number>;
  accounts: () => Promise<readonly Hex[]>;
  /** resolves to the transaction's hash once the person has agreed */
  send: (transaction: Call & { gas: bigint }) => Promise<Hex>;
  /** true when it does several calls as one, all or none (EIP-5792); false also when it does not say */
  takesBatches: () => Promise<boolean>;
  /** resolves to the batch's own id, once the person has agreed to all of it */
  sendBatch: (calls: readonly Call[]) => Promise<string>;
};

export type Checks = {
  /** what the person saw */
  account: Hex;
  shown: readonly Shown[];
  deployment: Deployment;
  chainName: string;
  signer: Signer;
};

/** A last look before the wallet opens: its network, its account, and the bytes of every call. Throws. */
async function lastLook(calls: readonly Call[], { account, shown, deployment, chainName, signer }: Checks) {
  const [chainId, accounts] = await Promise.all([signer.chainId(), signer.accounts()]);
  if (chainId !== deployment.chainId) throw walletError({ code: 'wrong-chain', expected: chainName });
  if (!accounts[0] || !sameHex(accounts[0], account)) throw walletError({ code: 'account-changed' });
  for (const call of calls) {
    const wrong = guardCall(call, { deployment, account, shown });
    if (wrong) throw walletError({ code: 'unexpected-call', what: wrong });
  }
}

/**
 * Asks the wallet to sign one transaction, after a last look. Resolves to its hash. Throws what `toFailure`
 * understands; then nothing was sent.
 */
export async function send({ call, gas, ...checks }: Checks & { call: Call; gas: bigint }): Promise<Hex> {
  await lastLook([call], checks);
  return checks.signer.send({ ...call, gas });
}

/** The same for several calls that happen together or not at all. Resolves to the wallet's id of the batch. */
export async function sendBatch({ calls, ...checks }: Checks & { calls: readonly Call[] }): Promise<string> {
  await lastLook(calls, checks);
  return checks.signer.sendBatch(calls);
}
