import { decodeEventLog, type Hex } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { devAccounts, type NamedAccount } from './accounts';
import type { DevChain, Receipt } from './chain';
import type { PoolPlan } from './pools';
import type { StakerStep } from './staker-plan';

type Ticket = { pool: Hex; staker: number; exitEpoch: bigint };

/** Plays the stakers' steps: a step says what, the chain says how much and when. */
export type Stakers = {
  /** sends a step's transaction for a block at `at`; null when there is nothing to do */
  submit(step: StakerStep, at: number): Promise<Hex | null>;
  /** takes the tickets out of a mined step */
  learn(receipt: Receipt, staker: number): void;
  /** forgets what it knew and reads the tickets that are out from the chain */
  adopt(): Promise<void>;
};

/** `post` sends: `chain.send` looks first whether it would pass, `chain.submit` is faster. */
export function createStakers(chain: DevChain, post: DevChain['submit']): Stakers {
  const { calls, deployment } = chain;
  let tickets: Ticket[] = [];

  const ticketsOf = (staker: number, pool: Hex) =>
    tickets.filter((ticket) => ticket.staker === staker && ticket.pool === pool);
  const isDue = ({ exitEpoch }: Ticket, at: number) =>
    exitEpoch * BigInt(deployment.epochLength) <= BigInt(at);
  const forget = (gone: readonly Ticket[]) => {
    tickets = tickets.filter((ticket) => !gone.includes(ticket));
  };

  const accountOf = (account: NamedAccount, pool: Hex) =>
    chain.reader.readContract({
      address: deployment.collateralPool,
      abi: collateralPoolAbi,
      functionName: 'accountInfo',
      args: [pool, account.address],
    });

  async function exitOf(account: NamedAccount, plan: PoolPlan, bps: number): Promise<Hex | null> {
    const pool = chain.poolId(plan);
    const { shares } = await accountOf(account, pool);
    const wanted = (shares * BigInt(bps)) / 10_000n;
    return wanted === 0n ? null : post(account.address, calls.requestExit(pool, wanted));
  }

  return {
    async submit(step, at) {
      const account = stakerAt(step.staker);
      const pool = chain.poolId(step.pool);
      const held = ticketsOf(step.staker, pool);
      switch (step.kind) {
        case 'stake':
          return post(account.address, calls.stake(account.address, pool, step.amount));
        case 'exit':
          return exitOf(account, step.pool, step.bps);
        case 'cancel': {
          const last = held.filter((ticket) => !isDue(ticket, at)).at(-1);
          if (!last) return null;
          forget([last]);
          return post(account.address, calls.cancelExit(pool, last.exitEpoch));
        }
        case 'claim': {
          const due = held.filter((ticket) => isDue(ticket, at));
          if (due.length === 0) return null;
          forget(due);
          const epochs = due.map(({ exitEpoch }) => exitEpoch);
          return post(account.address, calls.claimExit(pool, epochs, account.address));
        }
        case 'collect':
        case 'compound': {
          const { fees, topUps } = await accountOf(account, pool);
          if (fees + topUps === 0n) return null;
          const call =
            step.kind === 'collect' ? calls.claimRewards(pool, account.address) : calls.compound(pool);
          return post(account.address, call);
        }
      }
    },
    learn(receipt, staker) {
      for (const ticket of ticketsIn(receipt, deployment.collateralPool)) tickets.push({ ...ticket, staker });
    },
    async adopt() {
      tickets = await readTickets(chain);
    },
  };
}

/** Every ticket of our stakers that is not paid yet. Requests to exit are rare, so the whole chain is searched. */
async function readTickets({ reader, deployment }: DevChain): Promise<Ticket[]> {
  const contract = { address: deployment.collateralPool, abi: collateralPoolAbi } as const;
  const requests = await reader.getContractEvents({
    ...contract,
    eventName: 'ExitRequested',
    fromBlock: BigInt(deployment.startBlock),
    strict: true,
  });
  const found = new Map<string, Ticket>();
  for (const { args } of requests) {
    const { pool, account, exitEpoch } = args;
    const staker = devAccounts().stakers.findIndex(({ address }) => address === account.toLowerCase());
    const key = `${pool} ${staker} ${exitEpoch}`;
    if (staker === -1 || found.has(key)) continue;
    const ticket = await reader.readContract({
      ...contract,
      functionName: 'ticketOf',
      args: [pool, account, exitEpoch],
    });
    if (ticket.shares > 0n) found.set(key, { pool, staker, exitEpoch });
  }
  return [...found.values()];
}

/** The tickets that a transaction made. */
export function ticketsIn(receipt: Receipt, manager: Hex): { pool: Hex; exitEpoch: bigint }[] {
  return receipt.logs.flatMap(({ address, topics, data }) => {
    const [signature, ...indexed] = topics;
    if (address.toLowerCase() !== manager || signature === undefined) return [];
    const { eventName, args } = decodeEventLog({
      abi: collateralPoolAbi,
      topics: [signature, ...indexed],
      data,
    });
    return eventName === 'ExitRequested' ? [{ pool: args.pool, exitEpoch: args.exitEpoch }] : [];
  });
}

export function stakerAt(index: number): NamedAccount {
  const account = devAccounts().stakers[index];
  if (!account) throw new RangeError(`no staker ${index}`);
  return account;
}
