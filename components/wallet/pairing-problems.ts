import type { Explanation } from '@/lib/domain/explanation';

/** The person closed the dialog, or began anew: nothing to tell. */
export class PairingGivenUp extends Error {
  override name = 'PairingGivenUp';
  /** EIP-1193's for a person's no. */
  readonly code = 4001;
}

/** Why a wallet on another device was not connected. */
export function explainPairing(error: unknown): Explanation {
  const { name, code, message } = fieldsOf(error);
  if (name === 'RelayGoneError') {
    return {
      title: 'WalletConnect cannot be reached',
      cause: 'The relay between this page and your phone does not answer. Nothing was connected.',
      next: 'Check your connection and try again, or use a wallet in this browser.',
    };
  }
  // CAIP-25 has a number for each thing that can be refused.
  if ((code >= 5000 && code <= 5003) || code === 4001 || /reject/i.test(message)) {
    return {
      title: 'The wallet on your phone said no',
      cause: 'It declined the connection. Nothing was connected.',
      next: 'Try again when you are ready.',
    };
  }
  if (/expired/i.test(message)) {
    return {
      title: 'The code has run out',
      cause: 'No wallet took it within five minutes.',
      next: 'Try again for a fresh one.',
    };
  }
  return {
    title: 'Your phone could not be connected',
    cause: code === 4100 ? 'Its wallet allowed no account.' : 'WalletConnect gave no reason that helps.',
    next: 'Try again. If it fails again, try another wallet.',
  };
}

function fieldsOf(error: unknown): { name: string; code: number; message: string } {
  const fields: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const { name = '', message = '' } = error instanceof Error ? error : fields;
  return { name: String(name), code: Number(fields.code), message: String(message) };
}
