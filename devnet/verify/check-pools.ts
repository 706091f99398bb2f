import type { Address, Hex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { decodePartition, POOL_PREFIX } from '@/lib/domain/partition';
import { expectThat, type Finding, holds, type Scene } from './findings';

const UNLIMITED = 2n ** 96n - 1n;
const LEAST_STAKE = 10n ** 18n;
const LONGEST_LOCK = 30 * 86_400;

/** What the rules of both kinds of pool have in common. */
type CommonRules = {
  maxLockDuration: number;
  claimDelay: number;
  merchantDelay: number;
  drawWindow: number;
  drawLimit: bigint;
};

/** The pools of stakes: their rules, and that Amp holds for each what its books say. */
export async function checkPools(scene: Scene): Promise<Finding[]> {
  const { reader, deployment, blockNumber } = scene;
  const manager = { address: deployment.collateralPool, abi: collateralPoolAbi, blockNumber } as const;
  const count = await reader.readContract({ ...manager, functionName: 'poolCount' });
  const ids = await Promise.all(
    Array.from({ length: Number(count) }, (_, index) =>
      reader.readContract({ ...manager, functionName: 'poolAt', args: [BigInt(index)] }),
    ),
  );
  const findings: Finding[] = [holds(`${count} pools, each closed generation counted as one`)];
  const kept = new Map<Hex, bigint>();
  for (const id of ids) {
    const info = await reader.readContract({ ...manager, functionName: 'poolInfo', args: [id] });
    // A closed generation's tokens lie in the partition of its pool.
    const partition: Hex = `0x${POOL_PREFIX}${id.slice(10)}`;
    const own = info.assets + info.exitReserve + info.rewardReserve + info.unallocated;
    // What is deferred is told once for all of a pool's generations.
    kept.set(partition, (kept.get(partition) ?? info.deferred) + own);
    if (info.closed) continue;
    const { minStake } = info.params;
    findings.push(
      ...checkRules(id, info.params, info.assets),
      expectThat(
        minStake >= LEAST_STAKE,
        `${tagOf(id)}: a stake is at least ${minStake} wei`,
        'dust can be staked, less than an AMP',
      ),
    );
  }
  for (const [partition, sum] of kept) {
    const balance = await balanceOf(scene, partition, deployment.collateralPool);
    findings.push(
      expectThat(
        balance === sum,
        `${tagOf(partition)}: Amp holds what the books say, ${sum} wei`,
        `Amp holds ${balance}`,
      ),
    );
  }
  return findings;
}

/** The pools of collateral in place: their rules, and that what the manager itself holds is owed to somebody. */
export async function checkWalletPools(scene: Scene): Promise<Finding[]> {
  const { reader, deployment, blockNumber } = scene;
  const manager = { address: deployment.walletCollateral, abi: walletCollateralAbi, blockNumber } as const;
  const count = await reader.readContract({ ...manager, functionName: 'poolCount' });
  const findings: Finding[] = [holds(`${count} pools`)];
  for (let index = 0n; index < count; index += 1n) {
    const id = await reader.readContract({ ...manager, functionName: 'poolAt', args: [index] });
    const info = await reader.readContract({ ...manager, functionName: 'poolInfo', args: [id] });
    const balance = await balanceOf(scene, `0x${POOL_PREFIX}${id.slice(10)}`, deployment.walletCollateral);
    findings.push(
      ...checkRules(id, info.params, 0n),
      expectThat(
        balance === info.deferred,
        `${tagOf(id)}: it keeps nothing itself but payouts that were refused, ${info.deferred} wei`,
        `Amp holds ${balance}`,
      ),
    );
  }
  return findings;
}

/** Whether the limits of a stolen operator's key are limits. `assets` in wei; 0 where there are none, or not here. */
function checkRules(id: Hex, rules: CommonRules, assets: bigint): Finding[] {
  const tag = tagOf(id);
  const { drawLimit, drawWindow, merchantDelay, claimDelay, maxLockDuration } = rules;
  const limited = drawLimit < UNLIMITED && (assets === 0n || drawLimit < assets);
  return [
    expectThat(
      limited,
      `${tag}: the operator can draw ${drawLimit} wei in ${drawWindow} s`,
      `of ${assets}: all there is`,
    ),
    expectThat(
      merchantDelay > 0,
      `${tag}: a merchant is paid ${merchantDelay} s after being registered at the earliest`,
      'who steals two keys is paid at once',
    ),
    expectThat(
      claimDelay > 0,
      `${tag}: a claim can be answered for ${claimDelay} s`,
      'nobody can answer a claim',
    ),
    expectThat(
      maxLockDuration <= LONGEST_LOCK,
      `${tag}: a lock lasts ${maxLockDuration} s at the most`,
      'and so long may an exit take',
    ),
  ];
}

const balanceOf = (
  { reader, deployment, blockNumber }: Scene,
  partition: Hex,
  holder: Address,
): Promise<bigint> =>
  reader.readContract({
    address: deployment.amp,
    abi: ampAbi,
    functionName: 'balanceOfByPartition',
    args: [partition, holder],
    blockNumber,
  });

function tagOf(id: Hex): string {
  const partition = decodePartition(id);
  return 'tag' in partition ? partition.tag : id;
}
