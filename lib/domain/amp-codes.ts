import type { Explanation } from './explanation';

/**
 * Reverts that are a text: Amp's own, of two characters, without those it defines and never throws; those of the ERC-1820
 * registry; and those of our partition strategies.
 */
export const ampCodes: Readonly<Record<string, Explanation>> = {
  '52': {
    title: 'There is not enough AMP to spend',
    cause:
      'The amount is more than what is spendable. AMP in a pool, on its way out or locked in place counts in the balance, but cannot be sent.',
    next: 'Use MAX for what is spendable now, or claim an exit that is due.',
  },
  '53': {
    title: 'This account may not move that AMP',
    cause: 'It is neither its holder, nor the holder’s operator, and has no allowance for the amount.',
    next: 'Switch to the account that holds the AMP.',
  },
  '56': {
    title: 'The sender is not valid',
    cause: 'Amp does not take a transfer from the zero address.',
    next: 'Connect the account that holds the AMP.',
  },
  '57': {
    title: 'The recipient is missing',
    cause: 'AMP sent to the zero address would be lost, so Amp refuses.',
    next: 'Give the address that is to receive it.',
  },
  '58': {
    title: 'This operator is not possible',
    cause: 'An account is always its own operator, so it cannot be made or unmade one.',
    next: 'Name another account.',
  },
  '5A': {
    title: 'Amp cannot be deployed like that',
    cause: 'Its swap token is the zero address.',
    next: 'Deploy with the token that AMP is swapped for.',
  },
  '5C': {
    title: 'This collateral manager is registered already',
    cause: 'Amp takes a manager’s registration once.',
    next: 'Nothing needs to be done.',
  },
  '5D': {
    title: 'Amp does not know where this AMP should go',
    cause: 'The destination partition begins with a prefix for which Amp has no rules.',
    next: 'Choose a pool from the list. Nothing was moved.',
  },
  '5E': {
    title: 'This kind of partition has its rules already',
    cause: 'Amp takes the rules of a prefix once, for good.',
    next: 'Use another prefix.',
  },
  '5F': {
    title: 'This kind of partition cannot have rules',
    cause: 'The prefix of zeros belongs to ordinary, spendable AMP.',
    next: 'Use another prefix.',
  },
  '60': {
    title: 'The swap did not go through',
    cause: 'The token to be swapped for AMP could not be collected.',
    next: 'Check the balance and the allowance of that token.',
  },
  'Not the manager': {
    title: 'Somebody else speaks for this account',
    cause: 'Its ERC-1820 manager is another account, and only that one can name the next.',
    next: 'Ask whoever you made the manager to give it back, or use another account.',
  },
  'Strategy: partition owner is no collateral manager': {
    title: 'Nobody looks after that partition',
    cause: 'The owner of the destination partition is not registered with Amp as a collateral manager.',
    next: 'Choose a pool from the list. Nothing was moved.',
  },
  'Strategy: receiver is the partition owner': {
    title: 'Collateral in place cannot be sent to its manager',
    cause: 'It stays in the wallet of its holder, and the manager holds none of it.',
    next: 'Take it out first if you want to send it.',
  },
  'Strategy: receiver is not the partition owner': {
    title: 'That partition belongs to somebody else',
    cause: 'What lies in a pool’s partition is held by the pool’s own manager, and the receiver is another.',
    next: 'Choose a pool from the list, and send to its manager. Nothing was moved.',
  },
  'Strategy: caller is not Amp': {
    title: 'Only Amp itself may ask this',
    cause: 'The rules of a partition are asked for by the token while it moves, and by nobody else.',
    next: 'Send a transfer to Amp, which asks for them.',
  },
};
