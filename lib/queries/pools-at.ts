import { type SQL, sql } from 'drizzle-orm';
import { selectLast } from '@/lib/db';
import { pools } from '@/lib/db/schema';
import type { Hex } from '@/lib/domain/codecs';
import { lastBlockBefore } from './last-block';
import type { View } from './view';

/** What a pool held at a moment, and what it had summed up by then. `t`: the moment's second; amounts in wei. */
export type PoolAt = {
  t: number;
  assets: bigint;
  shares: bigint;
  pendingShares: bigint;
  locked: bigint;
  maxUtilisationBps: number;
  guaranteedCount: number;
  guaranteedWei: bigint;
  drawnWei: bigint;
};

/** Every `step` seconds from `from` to `to`, both of them too: as moments for {@link readPoolsAt}. */
export const everyStep = ({ from, to, step }: { from: number; to: number; step: number }): SQL =>
  sql`select t, ${lastBlockBefore(sql`t`)} as block
      from generate_series(${from}::bigint, ${to}::bigint, ${step}::bigint) t`;

/**
 * Pools at each of these moments, oldest first, by the versions that held after a moment's block; a pool has no row where
 * it did not exist.
 * @param moments a query for rows of `t`, a second, and `block`, a number
 */
export async function readPoolsAt({ db }: View, ids: readonly Hex[], moments: SQL): Promise<PoolAt[]> {
  if (ids.length === 0) return [];
  const every = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  const { rows } = await db.execute<Record<string, string | number>>(sql`
    with moments as materialized (${moments})
    select t, v.* from moments cross join unnest(array[${every}]::text[]) as every(id)
    cross join lateral (
      select ${pools.id} as id, ${pools.assets} as assets, ${pools.shares} as shares, ${pools.pendingShares} as pending_shares,
             ${pools.locked} as locked, ${pools.maxUtilisationBps} as max_utilisation_bps,
             ${pools.guaranteedCount} as guaranteed_count, ${pools.guaranteedWei} as guaranteed_wei,
             ${pools.drawnWei} as drawn_wei
      from ${pools} ${selectLast(pools, [sql`every.id`], sql`moments.block`)}
    ) v where v.id = every.id order by t`);
  return rows.map((row) => {
    const wei = (name: string) => BigInt(row[name] ?? 0);
    return {
      t: Number(row.t),
      assets: wei('assets'),
      shares: wei('shares'),
      pendingShares: wei('pending_shares'),
      locked: wei('locked'),
      maxUtilisationBps: Number(row.max_utilisation_bps),
      guaranteedCount: Number(row.guaranteed_count),
      guaranteedWei: wei('guaranteed_wei'),
      drawnWei: wei('drawn_wei'),
    };
  });
}
