import { z } from 'zod';
import { type Entry, entry, hex, integer, plain, utc } from './explanation';
import { formatAmp } from './money';
import { shortHex } from './text';

/** The swap token has as many decimals as AMP. */
const tokens = (wei: bigint): string => formatAmp(wei);

const invalidParty = (party: string): Entry =>
  entry(z.tuple([hex]), ([address]) => ({
    title: `The ${party} is not valid`,
    cause: `The token does not accept ${address} as its ${party}.`,
    next: 'Give another address.',
  }));

/** Errors that our contracts inherit from OpenZeppelin, and those of the two small contracts beside Amp. */
export const libraryErrors: Record<string, Entry> = {
  AccessControlUnauthorizedAccount: entry(z.tuple([hex, hex]), ([account, role]) => ({
    title: 'This account may not do that',
    cause: `${shortHex(account)} does not hold the role it takes (${shortHex(role)}).`,
    next: 'Switch to an account that holds the role, or ask the admin for it.',
  })),
  AccessControlBadConfirmation: plain({
    title: 'A role can only be given up by its holder',
    cause: 'The account named is not the one that sends the transaction.',
    next: 'Switch to the account whose role is to go.',
  }),
  AccessControlEnforcedDefaultAdminDelay: entry(z.tuple([integer]), ([schedule]) => ({
    title: 'The hand-over of the admin role is not due yet',
    cause: `It is scheduled for ${utc(schedule)}.`,
    next: 'Accept it after that.',
  })),
  AccessControlEnforcedDefaultAdminRules: plain({
    title: 'The admin role moves in two steps',
    cause: 'It cannot be granted or revoked like other roles.',
    next: 'Begin a transfer, wait for the delay, and have the new admin accept it.',
  }),
  AccessControlInvalidDefaultAdmin: entry(z.tuple([hex]), ([admin]) => ({
    title: 'This address cannot be the admin',
    cause: `${admin} is not the one that was announced, or is zero.`,
    next: 'Begin the transfer again with the right address.',
  })),
  ReentrancyGuardReentrantCall: plain({
    title: 'A call within the call was refused',
    cause: 'A contract that received AMP called the pool back in the middle of the transaction.',
    next: 'Use an account without such a hook, or take the hook off in the ERC-1820 registry.',
  }),
  SafeCastOverflowedUintDowncast: entry(z.tuple([integer, integer]), ([bits, value]) => ({
    title: 'A number is too large',
    cause: `${value} does not fit into ${bits} bits.`,
    next: 'Use a smaller amount or an earlier time.',
  })),
  OwnableUnauthorizedAccount: entry(z.tuple([hex]), ([account]) => ({
    title: 'Only the owner may do that',
    cause: `${shortHex(account)} does not own the contract.`,
    next: 'Switch to the owner’s account.',
  })),
  OwnableInvalidOwner: entry(z.tuple([hex]), ([owner]) => ({
    title: 'This address cannot be the owner',
    cause: `${owner} could never act as one.`,
    next: 'Give the address of an account that can send transactions.',
  })),
  ERC20InsufficientBalance: entry(z.tuple([hex, integer, integer]), ([holder, balance, needed]) => ({
    title: 'There are not enough tokens to swap',
    cause: `${shortHex(holder)} holds ${tokens(balance)} of the ${tokens(needed)} it takes.`,
    next: 'Use a smaller amount.',
  })),
  ERC20InsufficientAllowance: entry(z.tuple([hex, integer, integer]), ([spender, allowance, needed]) => ({
    title: 'The allowance is too small',
    cause: `${shortHex(spender)} may take ${tokens(allowance)} of the ${tokens(needed)} it takes.`,
    next: 'Approve the amount first.',
  })),
  ERC20InvalidSender: invalidParty('sender'),
  ERC20InvalidReceiver: invalidParty('recipient'),
  ERC20InvalidApprover: invalidParty('holder'),
  ERC20InvalidSpender: invalidParty('spender'),
  AnswerNotPositive: entry(z.tuple([integer]), ([answer]) => ({
    title: 'A price must be above 0',
    cause: `The feed was given ${answer}.`,
    next: 'Publish a positive price.',
  })),
  AnswerTooLarge: entry(z.tuple([integer]), ([answer]) => ({
    title: 'The price is too large',
    cause: `The feed was given ${answer}, more than it can hold.`,
    next: 'Publish a smaller price.',
  })),
  NoSuchRound: entry(z.tuple([integer]), ([round]) => ({
    title: 'The feed has no such price',
    cause: `Round ${round} has not been published.`,
    next: 'Ask for the latest round.',
  })),
};
