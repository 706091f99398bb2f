import 'server-only';
import { cookies } from 'next/headers';
import type { Hex } from '@/lib/domain/codecs';
import { readWalletCookie, WALLET_COOKIE } from './wallet-cookie';

/** The account that this visitor's wallet had last, as its browser says. Never a proof of anything. */
export const walletHint = async (): Promise<Hex | null> =>
  readWalletCookie((await cookies()).get(WALLET_COOKIE)?.value);
