import { Amount } from '@/components/ui/amount';
import { Link } from '@/components/ui/link';
import { LockStatusTag } from '@/components/ui/lock-status-tag';
import { Notice } from '@/components/ui/notice';
import type { LockRow } from '@/lib/domain/api';
import { lockStatus } from '@/lib/domain/lock-status';
import { formatFiat } from '@/lib/domain/money';
import { tagOf } from '@/lib/domain/partition';
import { asciiFromHex } from '@/lib/domain/text';

/**
 * Both managers may lock under one id, and neither knows of the other. What this page says is of the first; the second is
 * no part of it, and must not be taken for more cover of the same payment.
 */
export function LockedTwice({ other, merchant, now }: { other: LockRow; merchant: string; now: number }) {
  return (
    <Notice kind="care" title="The same id was locked a second time">
      <p>
        {other.kind === 'in-place' ? 'Wallets' : 'The pool'} of{' '}
        <Link href={`/locks?pool=${other.pool}`} className="link">
          {tagOf(other.pool)}
        </Link>{' '}
        locked <Amount wei={other.amount} unit /> under it, for{' '}
        {formatFiat(other.quote.fiatAmount, asciiFromHex(other.quote.currency))}
        {other.merchant === merchant ? '' : ', to another merchant'}. The two know nothing of each other: all
        that this page says is of the first, and this one comes on top only if you were paid twice.
      </p>
      <p className="mt-1.5">
        <LockStatusTag status={lockStatus(other, now)} />
      </p>
    </Notice>
  );
}
