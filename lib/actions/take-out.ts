import { z } from 'zod';
import { bytes32, uint } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, type ActionContext, oneStep, staleAccount } from './action';
import { readHolder } from './chain-reads';
import { movedWithin, moveWithin, shownWithin } from './within-account';

/** Make collateral in place spendable again: as much of it as no payment counts on, or a part of that. */
export const takeOutIntent = z.strictObject({
  pool: bytes32,
  amount: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('part'), wei: uint }),
  ]),
});
export type TakeOutIntent = z.output<typeof takeOutIntent>;

export type TakeOutPreview = {
  /** wei that become spendable */
  value: bigint;
  /** wei that stay in place, those that are locked among them */
  staysInPlace: bigint;
  locked: bigint;
};

const valueFor = async ({ pool, amount }: TakeOutIntent, context: ActionContext): Promise<bigint> =>
  amount.kind === 'part' ? amount.wei : (await readHolder(context, pool)).movable;

export const takeOut: Action<TakeOutIntent, TakeOutPreview> = {
  intent: takeOutIntent,
  title: ({ pool, amount }) =>
    amount.kind === 'all'
      ? `Take out all that is free in ${poolName(pool)}`
      : `Take ${formatAmp(amount.wei)} AMP out of ${poolName(pool)}`,
  steps: async (intent, context) =>
    oneStep(
      moveWithin(context, {
        from: intent.pool,
        into: DEFAULT_PARTITION,
        value: await valueFor(intent, context),
      }),
    ),
  shown: ({ pool, amount }, actor) => [
    shownWithin(actor, {
      from: pool,
      into: DEFAULT_PARTITION,
      value: amount.kind === 'part' ? amount.wei : undefined,
    }),
  ],
  preview: async (intent, context) => {
    const [value, holder] = await Promise.all([valueFor(intent, context), readHolder(context, intent.pool)]);
    return { value, staysInPlace: holder.balance - value, locked: holder.locked };
  },
  isWorse: (shown, fresh) => fresh.value < shown.value,
  prove: ({ pool }, logs, actor) => {
    const value = movedWithin(logs, actor, { from: pool, into: DEFAULT_PARTITION });
    if (value === null) return null;
    return { text: `${formatAmp(value)} AMP are spendable again.`, at: null };
  },
  stale: (_intent, account) => staleAccount(account),
};
