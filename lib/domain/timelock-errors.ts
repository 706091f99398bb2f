import { z } from 'zod';
import { durationWords } from './duration-words';
import { type Entry, entry, hex, integer, plain } from './explanation';
import { shortHex } from './text';

const states = ['not scheduled', 'waiting', 'ready', 'done'] as const;

/** The states that a timelock would have taken, out of a word with a bit for each. */
const expectedStates = (word: bigint): string =>
  states.filter((_, bit) => (word >> BigInt(bit)) & 1n).join(' or ') || 'another one';

/** What OpenZeppelin's `TimelockController`, the admin of the managers, refuses. */
export const timelockErrors: Record<string, Entry> = {
  TimelockInvalidOperationLength: entry(
    z.tuple([integer, integer, integer]),
    ([targets, payloads, values]) => ({
      title: 'The proposal is not complete',
      cause: `It names ${targets} contracts, ${payloads} calls and ${values} amounts: there must be one of each.`,
      next: 'Make the proposal again.',
    }),
  ),
  TimelockInsufficientDelay: entry(z.tuple([integer, integer]), ([delay, minDelay]) => ({
    title: 'The proposal would wait too short a time',
    cause: `It would wait ${durationWords(Number(delay))}, and ${durationWords(Number(minDelay))} is the least.`,
    next: `Schedule it with ${durationWords(Number(minDelay))} or more.`,
  })),
  TimelockUnexpectedOperationState: entry(z.tuple([hex, hex]), ([operation, expected]) => ({
    title: 'It is not the time for that with this proposal',
    cause: `The proposal ${shortHex(operation)} would have to be ${expectedStates(BigInt(expected))}.`,
    next: 'Look at when it becomes ready, and whether it was carried out or cancelled already.',
  })),
  TimelockUnexecutedPredecessor: entry(z.tuple([hex]), ([predecessor]) => ({
    title: 'Another proposal comes first',
    cause: `${shortHex(predecessor)} has not been carried out yet.`,
    next: 'Carry that one out first.',
  })),
  TimelockUnauthorizedCaller: entry(z.tuple([hex]), ([caller]) => ({
    title: 'Only the timelock itself may do that',
    cause: `${shortHex(caller)} is not the timelock, which changes its own delay by a proposal alone.`,
    next: 'Propose the change, and carry it out when it is ready.',
  })),
  FailedCall: plain({
    title: 'What was proposed fails',
    cause: 'The timelock made the call, and the contract refused it without a reason.',
    next: 'Simulate the proposed call alone to see why.',
  }),
};
