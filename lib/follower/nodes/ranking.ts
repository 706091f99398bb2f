import type { FaultKind } from './node-fault';
import type { Standing } from './standing';

/** From whom to read when nobody is without fault, best first. */
const SEVERITY: Record<FaultKind, number> = { behind: 1, limited: 2, silent: 3, lying: 4, 'wrong-chain': 5 };
/** The node in use is left for one that is clearly faster, so that chance does not decide with each answer. */
const CLEARLY_FASTER = { share: 0.7, ms: 5 };

/**
 * Nodes in the order in which to read from them: those without fault, the highest head first, then the quickest; then
 * the others, the smallest fault first.
 */
export function rank<Node extends Standing>(
  nodes: readonly Node[],
  inUse: Node | null,
  now: number,
): [Node, ...Node[]] {
  const severity = (node: Node): number => {
    const fault = node.fault(now);
    return fault ? SEVERITY[fault.kind] : 0;
  };
  const latency = (node: Node): number => node.latencyMs ?? Number.POSITIVE_INFINITY;
  const height = (node: Node): number => node.head?.number ?? -1;
  const [best, ...others] = [...nodes].sort(
    (a, b) => severity(a) - severity(b) || height(b) - height(a) || byNumber(latency(a), latency(b)),
  );
  if (!best) throw new Error('there is no chain node');
  if (!inUse || inUse === best) return [best, ...others];
  const asGood = severity(inUse) === severity(best) && height(inUse) === height(best);
  const clearly =
    latency(best) < latency(inUse) * CLEARLY_FASTER.share &&
    latency(inUse) - latency(best) > CLEARLY_FASTER.ms;
  return asGood && !clearly ? [inUse, best, ...others.filter((node) => node !== inUse)] : [best, ...others];
}

/** Also of infinities, whose difference is no number. */
const byNumber = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The newest head of those without fault; null when none has told of one. */
export function bestHead(nodes: readonly Standing[], now: number): number | null {
  const heads = nodes.flatMap((node) =>
    node.isGood(now) && node.verified && node.head ? [node.head.number] : [],
  );
  return heads.length > 0 ? Math.max(...heads) : null;
}

/**
 * Whether a node lacks a block that another had `graceMs` ago already. Measured in time and not in blocks: what
 * is much on one chain is nothing on another.
 */
export function isBehind(node: Standing, nodes: readonly Standing[], graceMs: number, now: number): boolean {
  const { head } = node;
  if (!head) return false;
  return nodes.some(
    (other) =>
      other !== node &&
      other.isGood(now) &&
      other.verified &&
      (other.heightAt(now - graceMs) ?? -1) > head.number,
  );
}
