import type { Deployment } from '@/lib/domain/api';
import { devAccounts } from './accounts';
import { startAnvil } from './anvil';
import { type DevChain, openDevChain, waitForReceipt } from './chain';
import { deployAll, LOCAL_TIMELOCK_DELAY } from './deploy';
import { checkPast, PastWentWrong, playPast } from './past';
import { planPast } from './past-plan';
import { openings, poolPlans } from './pools';
import { setUpWorld } from './setup';

export type SeedOptions = {
  /** the same seed tells the same story, moved to the present */
  seed: string;
  /** how much past there is; 0.05 are a bit over an hour, and seconds to write */
  days: number;
  /** payments, as a factor on the usual number */
  scale: number;
  log: (line: string) => void;
};

export type Seeded = {
  deployment: Deployment;
  /** needed to load the state again, see AnvilOptions */
  genesisTimestamp: number;
  blocks: number;
  transactions: number;
  locks: number;
};

const DAY = 86_400;
/** Seconds between genesis and the first payment, for deployment and setting up. */
const PRELUDE = 60;
/** Shorter than this, no payment would have time to end. */
export const LEAST_DAYS = 0.02;

/**
 * Writes a chain with a past that ends now, and saves it to `stateFile`. Uses a node of its own that is gone
 * afterwards. Throws PastWentWrong when the chain does not hold what was planned.
 */
export async function seedChain(stateFile: string, { seed, days, scale, log }: SeedOptions): Promise<Seeded> {
  const to = Math.floor(Date.now() / 1_000);
  const genesisTimestamp = to - Math.round(Math.max(LEAST_DAYS, days) * DAY) - PRELUDE;
  const anvil = await startAnvil({ genesisTimestamp, forWriting: true });
  try {
    const deployment = await deployAll({ rpcUrl: anvil.rpcUrl, pools: openings('past') });
    const chain = await openDevChain(anvil.rpcUrl, deployment);
    await setUpWorld(chain);
    const rules = await announceRules(chain);
    await anvil.setMining('manual');
    const { number: eve } = await chain.head();

    const plan = planPast({ seed, run: 'past', from: genesisTimestamp + PRELUDE, to, scale });
    const hashes = await playPast(
      chain,
      plan,
      everyTenth((percent) => log(`writing the past: ${percent} %`)),
    );
    await checkPast(chain, plan, hashes, eve + 1);

    await rules.apply(to + 1);
    await anvil.saveState(stateFile);
    return {
      deployment,
      genesisTimestamp,
      blocks: (await chain.head()).number,
      transactions: hashes.length,
      locks: plan.reduce((sum, { locks }) => sum + locks.length, 0),
    };
  } finally {
    await anvil.stop();
  }
}

/**
 * After the past payments settle fast, so no lock needs to last for hours, and no exit has to wait for one. Announced
 * before the past begins, as a timelock wants it.
 */
async function announceRules(chain: DevChain): Promise<{ apply(at: number): Promise<void> }> {
  const { proposer } = devAccounts();
  const { calls } = chain;
  const label = 'rules of the present';
  const operation = poolPlans.map((pool) => calls.setParams(chain.poolId(pool), pool.params));
  await chain.perform(proposer.address, calls.schedule(operation, label, LOCAL_TIMELOCK_DELAY));
  return {
    async apply(at) {
      const hash = await chain.submit(proposer.address, calls.execute(operation, label));
      await chain.rpc.call('evm_mine', [at]);
      const { status } = await waitForReceipt(chain.rpc, hash);
      if (!status) throw new PastWentWrong('the timelock did not set the rules of the present');
    },
  };
}

function everyTenth(tell: (percent: number) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    const percent = Math.floor(share * 10) * 10;
    if (percent <= told) return;
    told = percent;
    tell(percent);
  };
}
