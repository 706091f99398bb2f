'use client';
import { usePathname } from 'next/navigation';
import { useDeployment } from '@/components/live/live-context';
import { buttonClass } from '@/components/ui/button';
import { clientOnly } from '@/components/ui/client-only';
import { cx } from '@/components/ui/cx';
import { ClockIcon, WarningIcon } from '@/components/ui/icon';
import { ChevronDownIcon } from '@/components/ui/icons';
import { LazyPopover } from '@/components/ui/lazy-popover';
import { Skeleton } from '@/components/ui/skeleton';
import { shortHex } from '@/lib/domain/text';
import { useActivities } from './activity-store';
import type { WalletState } from './wallet-store';

const AccountPanel = clientOnly(() => import('./account-panel'), <Skeleton className="h-40 w-72" />);

/** The connected account, in the header. What it opens is fetched when it is opened. */
export function AccountButton({ wallet }: { wallet: Exclude<WalletState, { status: 'disconnected' }> }) {
  const { chainId } = useDeployment();
  const pathname = usePathname();
  const pending = useActivities().filter(
    (one) => one.state.status === 'pending' && one.chainId === chainId && one.account === wallet.account,
  ).length;
  const elsewhere = wallet.status === 'connected' && wallet.chainId !== chainId;
  return (
    <LazyPopover
      // Another page is another place: what was open over the last one closes.
      key={pathname}
      label="Your account"
      hover={false}
      className={buttonClass(
        'secondary',
        'm',
        cx('gap-2 px-3', elsewhere && 'border-claimed! text-claimed!'),
      )}
      trigger={
        <>
          {elsewhere ? <WarningIcon /> : pending > 0 && <ClockIcon className="text-settling" />}
          <span className={cx(elsewhere && 'max-sm:sr-only', !elsewhere && 'hex')}>
            {elsewhere ? 'Wrong network' : shortHex(wallet.account)}
          </span>
          {pending > 0 && <span className="sr-only">, {pending} under way</span>}
          <ChevronDownIcon className="text-ink-3 max-sm:hidden" />
        </>
      }
    >
      <AccountPanel wallet={wallet} />
    </LazyPopover>
  );
}
