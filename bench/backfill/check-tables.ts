import type { Client } from 'pg';
import { parseAbi } from 'viem';
import { z } from 'zod';
import { address, bytes32 } from '@/lib/domain/codecs';
import type { BenchChain } from '../chain/open-chain';
import type { Contender } from './contender';

const ampAbi = parseAbi([
  'function totalPartitions() view returns (bytes32[])',
  'function totalSupplyByPartition(bytes32 partition) view returns (uint256)',
  'function balanceOfByPartition(bytes32 partition, address account) view returns (uint256)',
]);
const NOBODY = `0x${'0'.repeat(40)}`;
const BALANCES_ASKED_FOR = 40;

/** Two tables in short: equal for two contenders when, and only when, they hold the same rows. */
export type Digest = { transfers: number; transferRows: string; balances: number; balanceRows: string };

/**
 * What a contender's tables hold. Mints are left out, since ours keeps them as another event, and so are balances
 * of nothing, which some keep and some do not.
 */
export async function digest(db: Client, { tables }: Contender): Promise<Digest> {
  const transfers = `select * from (${tables.transfers}) t where from_account <> '${NOBODY}' and value > 0`;
  const balances = `select * from (${tables.balances}) b where amount <> 0 and account <> '${NOBODY}'`;
  const { rows } = await db.query<Digest>(`
    select (select count(*)::int from (${transfers}) t) as transfers,
      (select md5(string_agg(concat_ws(' ', block, log_index, from_partition, to_partition, from_account, to_account,
        value), E'\\n' order by block, log_index)) from (${transfers}) t) as "transferRows",
      (select count(*)::int from (${balances}) b) as balances,
      (select md5(string_agg(concat_ws(' ', partition, account, amount), E'\\n'
        order by partition collate "C", account collate "C")) from (${balances}) b) as "balanceRows"`);
  const [found] = rows;
  if (!found) throw new Error('the tables cannot be read');
  return found;
}

const balanceRow = z.object({ partition: bytes32, account: address, amount: z.coerce.bigint() });

/**
 * Holds a contender's balances against the token itself, at the head where the chain stands: what each partition
 * holds in all, and a sample of single balances. Throws with the first difference.
 */
export async function checkAgainstChain(
  db: Client,
  { name, tables }: Contender,
  { chain, deployment }: Pick<BenchChain, 'chain' | 'deployment'>,
): Promise<void> {
  const { rows } = await db.query(`select * from (${tables.balances}) b where amount <> 0`);
  const balances = z.array(balanceRow).parse(rows);
  const amp = { address: deployment.amp, abi: ampAbi } as const;
  const same = (what: string, stored: bigint, onChain: bigint) => {
    if (stored !== onChain) throw new Error(`${name}: ${what} is ${stored}, on the chain it is ${onChain}`);
  };
  for (const partition of await chain.client.readContract({ ...amp, functionName: 'totalPartitions' })) {
    const stored = balances
      .filter((row) => row.partition === partition)
      .reduce((sum, { amount }) => sum + amount, 0n);
    const args = [partition] as const;
    const onChain = await chain.client.readContract({ ...amp, functionName: 'totalSupplyByPartition', args });
    same(`the supply of ${partition}`, stored, onChain);
  }
  const every = Math.max(1, Math.floor(balances.length / BALANCES_ASKED_FOR));
  for (const { partition, account, amount } of balances.filter((_, index) => index % every === 0)) {
    const args = [partition, account] as const;
    const onChain = await chain.client.readContract({ ...amp, functionName: 'balanceOfByPartition', args });
    same(`the balance of ${account} in ${partition}`, amount, onChain);
  }
}
