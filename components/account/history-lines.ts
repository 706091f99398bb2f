import type { AccountEntry } from '@/lib/domain/api';

export const entryWords: Record<AccountEntry['kind'], string> = {
  staked: 'Staked',
  'exit-requested': 'Asked to leave',
  'exit-cancelled': 'Stayed after all',
  'exit-claimed': 'Claimed',
  rewarded: 'Rewards',
  loss: 'Loss',
  enrolled: 'Enrolled',
  unenrolled: 'Left',
  deposited: 'Put in place',
  withdrawn: 'Taken out',
  received: 'Received',
  sent: 'Sent',
};

/** What a line changed, in wei and signed: of what can be spent, and of what is in pools. Null where nothing moved. */
export type Change = { spendable: bigint | null; inPools: bigint | null };

/** An entry's amount is what it changed in the pool, or, of a plain transfer, in the spendable balance. */
export function changeOf({ kind, amount, counterparty }: AccountEntry): Change {
  switch (kind) {
    case 'staked':
      return { spendable: -amount, inPools: amount };
    case 'deposited':
    case 'withdrawn':
      // From or to somebody else, it never was the account's to spend.
      return { spendable: counterparty === null ? -amount : null, inPools: amount };
    case 'exit-claimed':
      // Paid to somebody else, it never was the account's to spend.
      return { spendable: counterparty === null ? -amount : null, inPools: amount };
    case 'rewarded':
      return { spendable: counterparty === null ? amount : null, inPools: null };
    case 'loss':
      return { spendable: null, inPools: amount };
    case 'received':
    case 'sent':
      return { spendable: amount, inPools: null };
    case 'exit-requested':
    case 'exit-cancelled':
    case 'enrolled':
    case 'unenrolled':
      return { spendable: null, inPools: null };
  }
}
