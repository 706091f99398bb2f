import { describe, expect, it } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import { type NameOnChain, whoseIs } from './whose';

const ann: Hex = `0x${'a1'.repeat(20)}`;
const eve: Hex = `0x${'e5'.repeat(20)}`;
const found = (address: Hex): NameOnChain => ({ is: 'found', name: 'ann.eth', address, saysSo: true });

describe('whom somebody means', () => {
  it('by an address is that, whatever is said of names', () => {
    for (const answer of [null, found(eve), { is: 'absent' } as const]) {
      expect(whoseIs(` ${ann} `, answer, null)).toEqual({
        is: 'known',
        address: ann,
        name: null,
        saysSo: false,
      });
    }
  });

  it('by a name is whom it leads to, under the name as it was looked up', () => {
    expect(whoseIs('ANN.eth', null, null)).toEqual({ is: 'looking', name: 'ANN.eth' });
    expect(whoseIs('ANN.eth', found(ann), null)).toEqual({
      is: 'known',
      address: ann,
      name: 'ann.eth',
      saysSo: true,
    });
  });

  it('is nobody any more once the name leads elsewhere than it was shown to', () => {
    const seen = { name: 'ann.eth', address: ann };
    expect(whoseIs('ann.eth', found(ann), seen)).toMatchObject({ is: 'known', address: ann });
    expect(whoseIs('ann.eth', found(eve), seen)).toEqual({
      is: 'moved',
      name: 'ann.eth',
      was: ann,
      now: eve,
    });
    expect(whoseIs('ann.eth', found(eve), { name: 'eve.eth', address: ann })).toMatchObject({ is: 'known' });
  });

  it.each([
    ['nothing', '', null, /Enter an address or a name/],
    ['a word', 'ann', null, /has a point in it/],
    ['too few digits', '0x12', null, /40 digits/],
    ['a wrong checksum', '0xff20817765cB7f73d4bde2e66e067E58D11095C2', null, /checksum/],
    ['a name that nobody has', 'ann.eth', { is: 'none' }, /Nobody has this name/],
    ['a name without a registry', 'ann.eth', { is: 'absent' }, /not looked up on this network/],
    ['a name while nobody answers', 'ann.eth', { is: 'unreachable' }, /could not be looked up just now/],
  ] as const)('is unknown, with the reason: %s', (_what, text, answer, why) => {
    const whose = whoseIs(text, answer, null);
    expect(whose.is === 'unknown' ? whose.why : whose.is).toMatch(why);
  });
});
