import type { Hex } from './codecs';

/** US dollars as a quote on the chain names them. Sums in cents hold these alone: other currencies are not converted. */
export const USD: Hex = '0x555344';
