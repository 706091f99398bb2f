import type { Client } from 'viem';
import { getCode } from 'viem/actions';
import type { Hex } from '@/lib/domain/codecs';

/** A Safe, or another account that is a contract. One that has lent itself code (EIP-7702) signs by its key. */
export async function runsCode(client: Client, account: Hex): Promise<boolean> {
  const code = await getCode(client, { address: account });
  return code !== undefined && code !== '0x' && !code.startsWith('0xef0100');
}
