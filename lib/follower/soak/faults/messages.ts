import type { Dump } from '@/lib/db';
import type { Deployment, FollowerState } from '@/lib/domain/api';

/** What the process that is to be killed is told, and what it tells. */
export type Order =
  | {
      type: 'follow';
      database: { url: string } | { dataDir: string };
      deployment: Deployment;
      rpcUrl: string;
      wsUrl: string;
      /** ms that a transaction waits before its end, so that it can be hit */
      holdMs: number;
    }
  | { type: 'dump' };

export type Word =
  | { type: 'loaded' }
  /** all of a transaction is done but its end */
  | { type: 'writing' }
  | { type: 'committed' }
  | { type: 'state'; state: FollowerState }
  | { type: 'dump'; dump: Dump }
  /** what no follower may do */
  | { type: 'wrong'; what: string };
