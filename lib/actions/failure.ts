import { decodeErrorResult, isHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Hex } from '@/lib/domain/codecs';
import type { Failure } from '@/lib/domain/error-catalogue';
import type { WalletProblem } from '@/lib/domain/wallet-problems';

/** A failure with its meaning: what our own checks throw. */
export class ActionError extends Error {
  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.kind, options);
    this.name = 'ActionError';
  }
}

export const walletError = (problem: WalletProblem): ActionError =>
  new ActionError({ kind: 'wallet', problem });

/** What can revert a transaction of ours: our errors and Solidity's own `Error` and `Panic`. */
const errorsAbi = [...collateralPoolAbi, ...walletCollateralAbi, ...ampAbi].filter(
  (item) => item.type === 'error',
);

/** The failure that revert data stands for. */
export function failureOfData(data: Hex): Failure {
  if (data === '0x') return { kind: 'no-reason' };
  try {
    const decoded = decodeErrorResult({ abi: errorsAbi, data });
    // Solidity's own two are decoded without being in the ABI, which the types do not tell.
    const { errorName, args = [] } = decoded as { errorName: string; args?: readonly unknown[] };
    if (errorName === 'Error') return { kind: 'reason', reason: String(args[0]) };
    if (errorName === 'Panic') return { kind: 'panic', code: BigInt(String(args[0])) };
    return { kind: 'contract', error: errorName, args };
  } catch {
    return { kind: 'no-reason' };
  }
}

const wallet = (problem: WalletProblem): Failure => ({ kind: 'wallet', problem });

/** By the code that EIP-1193, EIP-1474 or a wallet gives. */
const byCode: Readonly<Record<number, WalletProblem>> = {
  4001: { code: 'rejected' },
  5000: { code: 'rejected' },
  4100: { code: 'not-authorised' },
  4200: { code: 'not-supported' },
  4900: { code: 'wallet-gone' },
  4901: { code: 'wallet-gone' },
  // A node behind a proxy of ours, or any public one, that cannot or will not answer now.
  [-32002]: { code: 'unreachable' },
  [-32005]: { code: 'unreachable' },
};

/** By the class that viem or wagmi gave it. */
const byName: Readonly<Record<string, WalletProblem>> = {
  UserRejectedRequestError: { code: 'rejected' },
  UnauthorizedProviderError: { code: 'not-authorised' },
  ProviderDisconnectedError: { code: 'wallet-gone' },
  ConnectorNotConnectedError: { code: 'wallet-gone' },
  ConnectorNotFoundError: { code: 'wallet-gone' },
  ProviderNotFoundError: { code: 'wallet-gone' },
  ConnectorAccountNotFoundError: { code: 'account-changed' },
  InsufficientFundsError: { code: 'insufficient-eth' },
  NonceTooLowError: { code: 'nonce' },
  FeeCapTooLowError: { code: 'underpriced' },
  HttpRequestError: { code: 'unreachable' },
  TimeoutError: { code: 'unreachable' },
  WebSocketRequestError: { code: 'unreachable' },
  WaitForTransactionReceiptTimeoutError: { code: 'timeout' },
};

/** By what nodes write where they give no code that tells. */
const byText: readonly [RegExp, WalletProblem][] = [
  [/user (rejected|denied|cancell?ed)|rejected by (the )?user/i, { code: 'rejected' }],
  [/insufficient funds|exceeds the balance of the account/i, { code: 'insufficient-eth' }],
  [/nonce too low|already known/i, { code: 'nonce' }],
  [/underpriced|max fee per gas less than block base fee/i, { code: 'underpriced' }],
  [/failed to fetch|network ?error|load failed/i, { code: 'unreachable' }],
];

/** An error and what caused it, outermost first; wallets hide the original under `data.originalError`. */
function* causes(error: unknown): Generator<Record<string, unknown>> {
  let current = error;
  for (let depth = 0; depth < 12 && typeof current === 'object' && current !== null; depth++) {
    const fields = current as Record<string, unknown>; // any object can be looked into by name
    yield fields;
    const data = fields.data;
    const original =
      typeof data === 'object' && data !== null && 'originalError' in data && data.originalError;
    current = original || fields.cause;
  }
}

const revertDataIn = (fields: Record<string, unknown>): Hex | undefined => {
  const { data } = fields;
  if (isHex(data)) return data;
  const inner = typeof data === 'object' && data !== null && 'data' in data ? data.data : undefined;
  return isHex(inner) ? inner : undefined;
};

/** What an error thrown by a wallet, a node or viem means. Never fails. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ActionError) return error.failure;
  const all = [...causes(error)];
  // Wallets use the code of an unavailable resource for a question that is still open with the person.
  if (all.some((fields) => /already pending|already processing/i.test(String(fields.message)))) {
    return wallet({ code: 'busy' });
  }
  for (const fields of all) {
    const problem = byCode[Number(fields.code)] ?? byName[String(fields.name)];
    if (problem) return wallet(problem);
  }
  for (const fields of all) {
    const data = revertDataIn(fields);
    if (data) return failureOfData(data);
  }
  const texts = all
    .flatMap(({ details, message }) => [details, message])
    .filter((text) => typeof text === 'string');
  for (const text of texts) {
    const known = byText.find(([pattern]) => pattern.test(text));
    if (known) return wallet(known[1]);
  }
  for (const text of texts) {
    const reason = /revert(?:ed)?(?: with reason string)?:? '?([^'\n]+)'?/i.exec(text)?.[1]?.trim();
    if (reason) return { kind: 'reason', reason };
    if (/revert/i.test(text)) return { kind: 'no-reason' };
  }
  const innermost = all.at(-1);
  const detail = [innermost?.shortMessage, innermost?.details, innermost?.message].find(
    (text) => typeof text === 'string' && text !== '',
  );
  return wallet({ code: 'unknown', detail: typeof detail === 'string' ? sentence(detail) : '' });
}

/** One line of foreign text, as a sentence. */
const sentence = (text: string): string => {
  const line = text.split('\n')[0]?.trim().slice(0, 200) ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
};
