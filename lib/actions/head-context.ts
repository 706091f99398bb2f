import type { Client } from 'viem';
import { getBlock } from 'viem/actions';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { ActionContext } from './action';

/** The chain's latest block as what several reads of an account are made at, so that they fit together. */
export async function headContext(
  { client, deployment }: { client: Client; deployment: Deployment },
  account: Hex,
): Promise<ActionContext> {
  const { number, timestamp } = await getBlock(client, { blockTag: 'latest' });
  return { client, deployment, account, block: { number, timestamp: Number(timestamp) } };
}
