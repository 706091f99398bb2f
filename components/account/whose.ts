import type { Hex } from '@/lib/domain/codecs';
import { isNameLike } from '@/lib/domain/ens-name';
import { whyNoAccount } from './account-words';
import { readAddress } from './address-words';

/** What the chain says of a name. `name` is how it is looked up; `saysSo`: the address calls itself that, too. */
export type NameOnChain =
  | { is: 'found'; name: string; address: Hex; saysSo: boolean }
  | { is: 'none' | 'absent' | 'unreachable' };
/** The name and the address that were shown together. */
export type Seen = { name: string; address: Hex };

/** Whom somebody means by what is typed where an address is wanted. */
export type Whose =
  | { is: 'known'; address: Hex; name: string | null; saysSo: boolean }
  | { is: 'looking'; name: string }
  /** the name has another address than the one that was shown: somebody has to look again */
  | { is: 'moved'; name: string; was: Hex; now: Hex }
  | { is: 'unknown'; why: string };

const whyNot = {
  none: 'Nobody has this name, or it leads to no address.',
  absent: 'Names are not looked up on this network: it has no ENS registry. Enter the address.',
  unreachable: 'The name could not be looked up just now. It is tried again; an address always works.',
} as const;

/**
 * @param answer what the chain says of the name that is typed; null while it is not known
 * @param seen what was shown of a name before
 */
export function whoseIs(text: string, answer: NameOnChain | null, seen: Seen | null): Whose {
  const wanted = text.trim();
  if (!isNameLike(wanted)) {
    const why = whyNoAccount(wanted);
    const typed = readAddress(wanted);
    if (typed.ok) return { is: 'known', address: typed.value, name: null, saysSo: false };
    return { is: 'unknown', why: why ?? typed.why };
  }
  if (!answer) return { is: 'looking', name: wanted };
  if (answer.is !== 'found') return { is: 'unknown', why: whyNot[answer.is] };
  const { name, address, saysSo } = answer;
  if (seen?.name === name && seen.address !== address) {
    return { is: 'moved', name, was: seen.address, now: address };
  }
  return { is: 'known', address, name, saysSo };
}
