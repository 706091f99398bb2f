import { type Abi, decodeFunctionResult, encodeFunctionData } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { nameOf } from '@/lib/db/known';
import type { AuditFacts, Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { drawnInWindow } from '@/lib/domain/draw-window';
import type { Epoch, Pool } from '@/lib/domain/entities';
import { lockStatus } from '@/lib/domain/lock-status';
import { managerKindOf, poolOf } from '@/lib/domain/partition';
import { settlePool } from '@/lib/domain/settle';
import { settleHolder } from '@/lib/domain/settle-holder';
import type { ChainReader } from '../chain-reader';
import type { Version } from './load-versions';
import type { StoredState } from './stored-state';

/** Something stored beside what its contract answers, in the same words. */
export type Comparison = {
  subject: string;
  /** the block whose events left the stored value; null for a sum, which any of them may have spoiled */
  since: number | null;
  stored: AuditFacts;
  onChain: AuditFacts;
};

/** What is stored of one thing, and the question whose answer must say the same. */
type Question = {
  subject: string;
  since: number | null;
  stored: AuditFacts;
  to: Hex;
  data: Hex;
  read: (answer: Hex) => AuditFacts;
};

/** The contract's own words for a lock's status, by their number. */
const STATUSES = ['none', 'open', 'claimed', 'released', 'drawn', 'expired'];

/**
 * Asks the contracts, at the very block that the state is of, about all pools and about each version. Throws the
 * reader's errors: the block may be gone, or too old for the node.
 */
export async function compareWithChain(
  reader: Pick<ChainReader, 'callAt'>,
  deployment: Deployment,
  state: StoredState,
): Promise<Comparison[]> {
  const questions = [
    ...new Map(questionsOf(deployment, state).map((question) => [question.subject, question])).values(),
  ];
  return Promise.all(
    questions.map(async ({ subject, since, stored, to, data, read }) => {
      const answer = await reader.callAt(to, data, state.at.hash);
      return { subject, since, stored, onChain: read(answer) };
    }),
  );
}

function questionsOf(deployment: Deployment, state: StoredState): Question[] {
  const { collateralPool, walletCollateral, amp, epochLength } = deployment;
  const { at, pools, epochs, versions, holderSums } = state;
  const now = at.timestamp;
  const view = <Result>(
    version: Pick<Question, 'subject' | 'since'>,
    [to, abi]: readonly [Hex, Abi],
    functionName: string,
    args: readonly unknown[],
    stored: AuditFacts,
    facts: (result: Result) => AuditFacts,
  ): Question => ({
    ...version,
    to,
    stored,
    data: encodeFunctionData({ abi, functionName, args }),
    // Each caller names the shape that the ABI gives this function's answer.
    read: (answer) => facts(decodeFunctionResult({ abi, functionName, data: answer }) as Result),
  });
  const manager = [collateralPool, collateralPoolAbi as Abi] as const;
  const inPlace = [walletCollateral, walletCollateralAbi as Abi] as const;
  const managerOf = (pool: Hex) => (managerKindOf(pool) === 'in-place' ? inPlace : manager);
  const token = [amp, ampAbi as Abi] as const;

  const ofPool = (pool: Pool, since: number | null): Question => {
    // What is kept for others lies in the pool's one partition, whatever the generation.
    const { deferred } = pools.find(({ id }) => id === poolOf(pool.id)) ?? pool;
    const facts = poolFacts({ ...pool, deferred }, epochs, now, epochLength);
    return view<PoolView>(
      { subject: nameOf({ kind: 'pool', key: pool.id }), since },
      manager,
      'poolInfo',
      [pool.id],
      facts,
      (info) => wordsOf(pick(info, Object.keys(facts))),
    );
  };
  const ofVersion = (version: Version): Question[] => {
    const { since } = version;
    const subject = nameOf(version);
    const idOf = (ref: { pool: Hex; generation: number }): Hex | undefined =>
      pools.find((pool) => poolOf(pool.id) === ref.pool && pool.generation === ref.generation)?.id;
    switch (version.kind) {
      case 'pool':
        return [ofPool(version.value, since)];
      case 'position': {
        const { account, shares } = version.value;
        const id = idOf(version.value);
        if (!id) return [];
        const stored = { shares: inWords(shares) };
        const read = (info: { shares: bigint }) => ({ shares: inWords(info.shares) });
        return [view({ subject, since }, manager, 'accountInfo', [id, account], stored, read)];
      }
      case 'ticket': {
        const { account, exitEpoch, shares } = version.value;
        const id = idOf(version.value);
        if (!id) return [];
        const args = [id, account, BigInt(exitEpoch)];
        const stored = { shares: inWords(shares) };
        const read = (ticket: { shares: bigint }) => ({ shares: inWords(ticket.shares) });
        return [view({ subject, since }, manager, 'ticketOf', args, stored, read)];
      }
      case 'lock': {
        const lock = version.value;
        const stored = {
          pool: lock.pool,
          // An overdue lock is open to the contract.
          status: lockStatus(lock, now).replace('overdue', 'open'),
          remaining: inWords(lock.remaining),
          claimMaturesAt: inWords(lock.claimMaturesAt ?? 0),
        };
        const read = (seen: { pool: Hex; status: number; remaining: bigint; claimMaturesAt: bigint }) => ({
          pool: poolOf(seen.pool).toLowerCase(),
          status: STATUSES[seen.status] ?? String(seen.status),
          remaining: inWords(seen.remaining),
          claimMaturesAt: inWords(seen.claimMaturesAt),
        });
        return [view({ subject, since }, managerOf(lock.pool), 'lockOf', [lock.paymentId], stored, read)];
      }
      case 'balance': {
        const { partition, account, amount } = version.value;
        const read = (wei: bigint) => ({ wei: inWords(wei) });
        const args = [partition, account];
        // What is spendable is a sum, which any repair adds up anew: the newest block is enough to take back for it.
        const from = { subject, since: since ?? at.number };
        return [view(from, token, 'balanceOfByPartition', args, read(amount), read)];
      }
      case 'deferred': {
        const { pool, account, owed } = version.value;
        const stored = { wei: inWords(owed) };
        const read = ([wei]: readonly bigint[]) => ({ wei: inWords(wei) });
        return [view({ subject, since }, managerOf(pool), 'deferredOf', [pool, account], stored, read)];
      }
      case 'walletPool': {
        const { id, params, pauses, deferred } = version.value;
        const facts = { params, pauses, deferred, drawnInWindow: drawnInWindow(version.value, now) };
        const stored = wordsOf(facts);
        const read = (info: PoolView) => wordsOf(pick(info, Object.keys(facts)));
        return [view({ subject, since }, inPlace, 'poolInfo', [id], stored, read)];
      }
      case 'holder': {
        const { pool, account, enrolled, maxExposure } = version.value;
        const sums = holderSums.find(({ holder }) => holder.pool === pool && holder.account === account);
        if (!sums) return [];
        const { holder, epochs: ofHolder, balance } = sums;
        const { locked } = settleHolder(holder, ofHolder, undefined, balance, now, epochLength);
        const facts = { enrolled, maxExposure, balance, locked };
        const read = (info: PoolView) => wordsOf(pick(info, Object.keys(facts)));
        return [view({ subject, since }, inPlace, 'holderInfo', [pool, account], wordsOf(facts), read)];
      }
      // Sums of events, of which the contracts keep nothing, or what other contracts keep: their facts are proved.
      default:
        return [];
    }
  };
  return versions.flatMap(ofVersion);
}

type PoolView = Record<string, unknown>;

/** A pool in the words of the contract's `poolInfo`. */
function poolFacts(pool: Pool, epochs: Epoch[], now: number, epochLength: number): AuditFacts {
  const settled = settlePool(pool, epochs, now, epochLength);
  const { pendingAssets: _p, heldBack: _h, utilisationBps: _u, nextExitAt: _n, ...totals } = settled;
  const { closed, unallocated, rewardReserve, deferred, pauses, params, generation, latestLockEnd } = pool;
  return wordsOf({
    ...totals,
    ...{ closed, unallocated, rewardReserve, deferred, pauses, params, generation, latestLockEnd },
  });
}

const pick = (view: PoolView, names: readonly string[]): PoolView =>
  Object.fromEntries(names.map((name) => [name, view[name]]));

const wordsOf = (facts: PoolView): AuditFacts =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, inWords(value)]));

/** Any answer as text: numbers alike whatever their type, fields of a struct in the order of their names. */
function inWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([name, inner]) => `${name} ${inWords(inner)}`).join(', ');
}
