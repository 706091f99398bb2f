import { z } from 'zod';
import { durationWords } from './duration-words';
import { ampExact, type Entry, entry, integer } from './explanation';
import { BPS, MIN_SHARES } from './pool-math';

const HOUR = 3_600n;
const MOST = 180n * 86_400n;

const duration = (seconds: bigint): string => durationWords(Number(seconds));

/** The parameters of either manager's pools; a staked pool has all of them. */
const params = z.object({
  maxUtilisationBps: integer.optional(),
  cooldown: integer.optional(),
  maxLockDuration: integer,
  claimDelay: integer,
  merchantDelay: integer,
  rewardEpochs: integer.optional(),
  drawWindow: integer,
  drawLimit: integer,
  minStake: integer.optional(),
});

/** What the contract would not take, by the bounds that are the same for every pool. */
function faultsOf(p: z.output<typeof params>): string[] {
  const faults: (string | false)[] = [
    p.maxUtilisationBps !== undefined &&
      (p.maxUtilisationBps === 0n || p.maxUtilisationBps > BPS) &&
      `${p.maxUtilisationBps} basis points of use is not within 1 to 10,000`,
    p.cooldown !== undefined &&
      p.cooldown > MOST &&
      `a cooldown of ${duration(p.cooldown)} is longer than 180 days`,
    p.maxLockDuration > MOST && `a lock of ${duration(p.maxLockDuration)} is longer than 180 days`,
    p.claimDelay >= p.maxLockDuration &&
      `a claim delay of ${duration(p.claimDelay)} leaves no time in a lock of ${duration(p.maxLockDuration)}`,
    p.merchantDelay > MOST &&
      `a wait of ${duration(p.merchantDelay)} for new merchants is longer than 180 days`,
    (p.drawWindow < HOUR || p.drawWindow > MOST) &&
      `a draw window of ${duration(p.drawWindow)} is not within an hour and 180 days`,
    p.rewardEpochs === 0n && 'rewards have no epoch to be handed out in',
    p.minStake !== undefined &&
      p.minStake < MIN_SHARES &&
      `a smallest stake of ${ampExact(p.minStake)} is less than an account may hold`,
  ];
  return faults.filter((fault) => fault !== false);
}

/** `InvalidParams` of both managers: their structs differ in what only a staked pool has. */
export const invalidParams: Entry = entry(z.tuple([params]), ([asked]) => {
  const faults = faultsOf(asked);
  return {
    title: 'These pool parameters are not possible',
    // Some bounds follow from the epoch, which the error does not carry.
    cause:
      faults.length > 0
        ? `With these, ${faults.join('; ')}.`
        : `With epochs as short as the contract’s, ${duration(asked.maxLockDuration)} for a lock, or the time to leave or to hand rewards out, is too long.`,
    next: 'Change what is named, and look at the simulation again before you sign.',
  };
});
