import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import { current } from '@/lib/db';
import { epochs, pools } from '@/lib/db/schema';

/**
 * Epochs that still settle something. The contract rolls no epoch that is empty by the time it ends, so empty ones
 * stay unrolled for ever and say nothing; all others are later than the pool's last rolled one.
 */
export const openEpochs = (): SQL | undefined =>
  and(
    current(epochs),
    eq(epochs.rolled, false),
    sql`${epochs.epoch} > (select ${pools.rolledEpoch} from ${pools}
      where ${pools.id} = ${epochs.pool} and ${current(pools)})`,
    or(gt(epochs.lockEnd, 0n), gt(epochs.sharesLeft, 0n)),
  );
