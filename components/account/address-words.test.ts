import { describe, expect, it } from 'vitest';
import { readAddress } from './address-words';

const sound = '0xfF20817765cB7f73d4bde2e66e067E58D11095C2';

describe('an address that is typed', () => {
  it.each([
    ['with its checksum', sound],
    ['in lower case', sound.toLowerCase()],
    ['in upper case', `0x${sound.slice(2).toUpperCase()}`],
    ['with spaces around it', `  ${sound} `],
  ])('is read %s', (_how, text) => {
    expect(readAddress(text)).toEqual({ ok: true, value: sound.toLowerCase() });
  });

  it.each([
    ['nothing', '', 'Enter an address.'],
    ['too few digits', sound.slice(0, -1), '40 digits'],
    ['too many', `${sound}0`, '40 digits'],
    ['no 0x', sound.slice(2), '40 digits'],
    ['a name', 'vitalik.eth', '40 digits'],
    ['one digit in the wrong case', sound.replace('fF', 'ff'), 'checksum'],
    ['two digits changed places', sound.replace('5cB7', 'c5B7'), 'checksum'],
  ])('is refused: %s', (_what, text, why) => {
    const read = readAddress(text);
    expect(read.ok ? '' : read.why).toContain(why);
  });
});
