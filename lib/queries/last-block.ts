import { type SQL, sql } from 'drizzle-orm';
import { blocks } from '@/lib/db/schema';

/** The last block before a second; null before the first. */
export const lastBlockBefore = (t: SQL): SQL => sql`(
  select ${blocks.number} from ${blocks} where ${blocks.timestamp} < ${t} order by ${blocks.timestamp} desc limit 1)`;
