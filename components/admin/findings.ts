import { formatBlock } from '@/components/shell/freshness-text';
import { duration } from '@/components/ui/time-text';
import type { AdminAnswer, FollowerState, PoolSummary } from '@/lib/domain/api';
import { formatAmp } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';

/** `wrong` must not be, `care` may be and needs an eye, `fine` was checked and holds. */
export type Verdict = 'fine' | 'care' | 'wrong';
export type Finding = { key: string; verdict: Verdict; what: string; detail?: string };

const rank: Record<Verdict, number> = { wrong: 0, care: 1, fine: 2 };
const plural = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Blocks that the follower may be behind before it is said. */
const LAG_OK = 3;
const LAG_WRONG = 10;
/** A pool with less than this share of its capacity free is nearly full. Basis points. */
const NEARLY_FULL_BPS = 9_000n;

/** Everything that is checked, the worst first. */
export function findingsOf(admin: AdminAnswer, pools: PoolSummary[]): Finding[] {
  return [
    follower(admin.follower),
    node(admin.follower),
    agreement(admin.follower),
    ...faultyNodes(admin.follower),
    audit(admin.follower),
    balances(admin),
    overdue(admin),
    deferred(admin),
    pauses(pools),
    fullness(pools),
    reorgs(admin.follower),
  ].sort((a, b) => rank[a.verdict] - rank[b.verdict]);
}

function follower({ status, head, lagBlocks, lastError }: FollowerState): Finding {
  const key = 'follower';
  const at = head ? `It has read up to block ${formatBlock(head.number)}.` : 'It has not read a block yet.';
  switch (status) {
    case 'starting':
      return { key, verdict: 'care', what: 'The follower is starting', detail: at };
    case 'backfilling':
      return { key, verdict: 'care', what: 'The follower is catching up', detail: at };
    case 'stalled':
      return { key, verdict: 'wrong', what: 'The follower is stuck', detail: lastError ?? at };
    case 'live': {
      const lag = lagBlocks ?? 0;
      if (lag > LAG_OK) {
        const what = `The follower is ${plural(lag, 'block', 'blocks')} behind the chain`;
        return { key, verdict: lag > LAG_WRONG ? 'wrong' : 'care', what, detail: at };
      }
      return { key, verdict: 'fine', what: 'The follower keeps up with the chain', detail: at };
    }
  }
}

/** Blocks that may still be to be proved: after a restart it is all of the past. */
const UNPROVED_OK = 100;

function audit({ head, audit: { provedTo, openAlarms } }: FollowerState): Finding {
  const key = 'audit';
  if (openAlarms > 0) {
    return {
      key,
      verdict: 'wrong',
      what: `${plural(openAlarms, 'stored figure is', 'stored figures are')} not what the chain says`,
      detail: 'Both sides are below. Blocks were read again for it; what stays needs a person.',
    };
  }
  if (provedTo === null || head === null) {
    return { key, verdict: 'care', what: 'The audit has not looked yet' };
  }
  const left = Math.max(0, head.number - provedTo);
  if (left > UNPROVED_OK) {
    const detail = `Proved up to block ${formatBlock(provedTo)}.`;
    return {
      key,
      verdict: 'care',
      what: `${plural(left, 'block is', 'blocks are')} still to be proved`,
      detail,
    };
  }
  const detail = `Events of all blocks up to ${formatBlock(provedTo)} are proved by the blocks’ hashes.`;
  return { key, verdict: 'fine', what: 'What is stored is what the chain says', detail };
}

function node({ chainHead, sinceBlock, lastError }: FollowerState): Finding {
  if (chainHead === null) {
    const detail = lastError ?? 'Pages show the last block that was read, and say how old it is.';
    return { key: 'node', verdict: 'wrong', what: 'The chain’s node does not answer', detail };
  }
  const since = sinceBlock === null ? undefined : `The last block came ${duration(sinceBlock)} ago.`;
  return { key: 'node', verdict: 'fine', what: 'The chain’s node answers', detail: since };
}

function agreement({ nodes, agreement: { state, block } }: FollowerState): Finding {
  const key = 'agreement';
  const about = block ? ` about block ${formatBlock(block.number)}` : '';
  switch (state) {
    case 'single':
      return {
        key,
        verdict: 'fine',
        what: 'Only one chain node is asked',
        detail: 'Nobody compares what it says: a second address in the settings would.',
      };
    case 'unknown':
      return {
        key,
        verdict: 'care',
        what: 'The chain’s nodes are not compared just now',
        detail: 'Fewer than two of them answer for the same block.',
      };
    case 'agree':
      return { key, verdict: 'fine', what: `The ${nodes.length} chain nodes say the same${about}` };
    case 'disagree':
      return {
        key,
        verdict: 'wrong',
        what: `The chain’s nodes disagree${about}`,
        detail: 'Until they agree, no page calls a payment guaranteed. See below what each said.',
      };
  }
}

/** Those that are not read from; the one that is alone is the follower's own trouble. */
function faultyNodes({ nodes }: FollowerState): Finding[] {
  if (nodes.length < 2) return [];
  return nodes.flatMap(({ name, status, reason }): Finding[] => {
    if (status === 'good' || status === 'unknown') return [];
    const what = `Chain ${name} ${nodeWords[status]}`;
    const verdict = status === 'lying' || status === 'wrong-chain' ? 'wrong' : 'care';
    return [{ key: name, verdict, what, ...(reason !== null && { detail: reason }) }];
  });
}

const nodeWords = {
  behind: 'is behind the others',
  silent: 'does not answer as it should',
  limited: 'answers too rarely',
  lying: 'cannot be trusted',
  'wrong-chain': 'is on another chain',
};

function balances({ pools }: AdminAnswer): Finding {
  const key = 'balances';
  const broken = pools.filter((pool) => !pool.holds);
  if (broken.length > 0) {
    return {
      key,
      verdict: 'wrong',
      what: `The books of ${broken.map((pool) => pool.tag).join(', ')} do not add up`,
      detail: 'What Amp holds for it differs from what it accounts for. See the equation below.',
    };
  }
  const unasked = pools.filter((pool) => pool.chainBalance === null);
  return unasked.length > 0
    ? {
        key,
        verdict: 'care',
        what: 'The books add up by the logs, but the chain could not be asked',
        detail: `Not asked for ${unasked.map((pool) => pool.tag).join(', ')}.`,
      }
    : {
        key,
        verdict: 'fine',
        what: 'The books of every pool add up to the wei',
        detail: 'By Amp’s logs, and by its balances.',
      };
}

function overdue({ pools }: AdminAnswer): Finding {
  const count = pools.reduce((sum, pool) => sum + pool.overdueLocks, 0);
  const wei = pools.reduce((sum, pool) => sum + pool.overdueWei, 0n);
  if (count === 0) return { key: 'overdue', verdict: 'fine', what: 'No payment is overdue' };
  return {
    key: 'overdue',
    verdict: 'care',
    what: `${plural(count, 'payment is', 'payments are')} overdue`,
    detail: `${formatAmp(wei, 0)} AMP is behind ${count === 1 ? 'it, and its merchant' : 'them, and their merchants'} may claim.`,
  };
}

function deferred({ pools }: AdminAnswer): Finding {
  const key = 'deferred';
  const keeping = pools.filter((pool) => pool.parts.deferred > 0n);
  if (keeping.length === 0) return { key, verdict: 'fine', what: 'Every payout was taken by its merchant' };
  const kept = keeping.map((pool) => `${formatAmp(pool.parts.deferred, 0)} AMP in ${pool.tag}`);
  return {
    key,
    verdict: 'care',
    what: 'Payouts wait to be collected',
    detail: `Merchants’ own contracts refused ${kept.join(', ')}. It is kept for them.`,
  };
}

function pauses(pools: PoolSummary[]): Finding {
  const paused = pools.flatMap(({ pool: { tag, pauses } }) => {
    const parts = [
      pauses.stakes && 'new stakes',
      pauses.locks && 'new payments',
      pauses.draws && 'payouts by the operator',
    ].filter((part) => part !== false);
    return parts.length > 0 ? [`${tag} for ${parts.join(', ')}`] : [];
  });
  if (paused.length === 0) return { key: 'pauses', verdict: 'fine', what: 'Nothing is paused' };
  return {
    key: 'pauses',
    verdict: 'care',
    what: `Paused: ${paused.join('; ')}`,
    detail: 'Leaving, releases and matured claims go on: nothing can pause them.',
  };
}

function fullness(pools: PoolSummary[]): Finding {
  const full = pools.filter(
    ({ settled }) => settled.capacity > 0n && settled.locked * 10_000n >= settled.capacity * NEARLY_FULL_BPS,
  );
  if (full.length === 0)
    return { key: 'full', verdict: 'fine', what: 'Every pool has room for new payments' };
  const room = full.map(({ pool, settled }) => `${pool.tag} has ${formatAmp(settled.free, 0)} AMP left`);
  return {
    key: 'full',
    verdict: 'care',
    what: full.length === 1 ? 'A pool is nearly full' : `${full.length} pools are nearly full`,
    detail: `${room.join(', ')} for new payments.`,
  };
}

function reorgs({ reorgs: count, deepestReorg }: FollowerState): Finding {
  if (count === 0)
    return { key: 'reorgs', verdict: 'fine', what: 'No block was replaced since the server started' };
  return {
    key: 'reorgs',
    verdict: 'fine',
    what: `The chain replaced blocks ${plural(count, 'time', 'times')} since the server started`,
    detail: `At most ${plural(deepestReorg, 'block', 'blocks')} at once. Each time the pages followed.`,
  };
}

/** "Is anything wrong?", answered in a sentence. */
export function healthSentence(findings: Finding[]): string {
  const wrong = findings.filter((finding) => finding.verdict === 'wrong');
  const care = findings.filter((finding) => finding.verdict === 'care');
  const [first] = wrong;
  if (first) return wrong.length === 1 ? `${first.what}.` : `${wrong.length} things are wrong.`;
  if (care.length > 0)
    return `Nothing is wrong. ${care.length === 1 ? 'One thing needs' : `${care.length} things need`} an eye.`;
  return 'Nothing is wrong.';
}
