import type { Names } from '@/lib/chain/read-names';
import { address } from '@/lib/domain/codecs';
import type { NameAnswer } from '@/lib/domain/name-answer';

/** Looks a name up, or what an address calls itself. Of no block: names are nobody's money. */
export async function readName(names: Names, subject: string): Promise<NameAnswer> {
  const account = address.safeParse(subject);
  if (account.success) {
    const found = await names.nameOf(account.data);
    return { state: found.is, name: found.is === 'found' ? found.value : null, address: account.data };
  }
  const found = await names.addressOf(subject);
  return { state: found.is, name: subject, address: found.is === 'found' ? found.value : null };
}
