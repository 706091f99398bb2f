import { describe, expect, it } from 'vitest';
import { explainPairing, PairingGivenUp } from './pairing-problems';

describe('a phone that was not connected', () => {
  const relayGone = Object.assign(new Error('The relay does not answer.'), { name: 'RelayGoneError' });

  it.each([
    ['a relay that is gone', relayGone, 'WalletConnect cannot be reached'],
    // What clients of WalletConnect reject with is no Error.
    ['a no on the phone', { code: 5000, message: 'User rejected.' }, 'The wallet on your phone said no'],
    [
      'a no to the network',
      { code: 5001, message: 'User disapproved requested chains' },
      'The wallet on your phone said no',
    ],
    ['a no in words alone', new Error('Request rejected'), 'The wallet on your phone said no'],
    ['a dialog that was closed', new PairingGivenUp(), 'The wallet on your phone said no'],
    ['a code nobody took', { code: 0, message: 'Proposal expired' }, 'The code has run out'],
    [
      'an answer without accounts',
      Object.assign(new Error(''), { code: 4100 }),
      'Your phone could not be connected',
    ],
    ['anything else', undefined, 'Your phone could not be connected'],
  ])('%s is said in words, with what to do', (_, error, title) => {
    const said = explainPairing(error);
    expect(said.title).toBe(title);
    for (const sentence of [said.cause, said.next]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
