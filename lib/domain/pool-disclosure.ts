import { z } from 'zod';
import { address, bytes32, hexData, seconds, uint } from './codecs';
import { eventAt } from './events';

/** What a pool's stakers earned lately, and what they had at work meanwhile: a rate's inputs. */
export const poolEarnings = z.strictObject({
  from: seconds.meta({ description: 'the last seven days, or since the pool was opened' }),
  to: seconds,
  fees: uint.meta({ description: 'wei of fees that flowed to active stakes meanwhile' }),
  topUps: uint.meta({ description: 'the same of top-ups, with dust that had no owner' }),
  activeStake: uint.meta({ description: 'mean of the wei that were active at the full hours and now' }),
});
export type PoolEarnings = z.infer<typeof poolEarnings>;

export const managerRoles = ['admin', 'operator', 'rewarder', 'registrar', 'guardian'] as const;
export const roleHolder = z.strictObject({
  role: z.enum(managerRoles),
  account: address,
  since: eventAt,
});
export type RoleHolder = z.infer<typeof roleHolder>;

/** One call of an operation; `function` is null when it is none of our contracts'. */
export const timelockCall = z.strictObject({
  target: address,
  function: z.string().nullable(),
  args: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  data: hexData,
});
export const timelockOperation = z.strictObject({
  id: bytes32,
  readyAt: seconds.meta({ description: 'from then on anyone may carry it out' }),
  calls: z.array(timelockCall),
});
export type TimelockOperation = z.infer<typeof timelockOperation>;

/** What is announced and not carried out. */
export const timelockQueue = z.strictObject({
  delay: seconds.meta({ description: 'the least time between announcing a change and making it' }),
  operations: z.array(timelockOperation),
});
export type TimelockQueue = z.infer<typeof timelockQueue>;
