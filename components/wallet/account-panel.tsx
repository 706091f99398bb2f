'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeployment } from '@/components/live/live-context';
import { Amount } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Link } from '@/components/ui/link';
import type { Hex } from '@/lib/domain/codecs';
import { accountQueryOptions } from '@/lib/live/queries';
import { ActivityList } from './activity-list';
import { useActivities } from './activity-store';
import { checksummed } from './checksum';
import { FaucetButton } from './faucet-button';
import { loadEngine } from './load-engine';
import { SwitchNetwork } from './switch-network';
import type { WalletState } from './wallet-store';

/** What the header's account opens: who, how much, what is under way, and the way out. */
export default function AccountPanel({
  wallet,
}: {
  wallet: Exclude<WalletState, { status: 'disconnected' }>;
}) {
  const deployment = useDeployment();
  const { account } = wallet;
  const mine = useActivities().filter((one) => one.chainId === deployment.chainId && one.account === account);
  return (
    <div className="flex w-[min(20rem,calc(100vw-4.5rem))] flex-col gap-4">
      <div className="flex flex-col gap-1">
        <p className="text-small text-ink-3">
          {wallet.status === 'connected' ? wallet.walletName : 'Waiting for your wallet'}
        </p>
        <p className="hex text-table break-all text-ink">{checksummed(account)}</p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <CopyButton text={checksummed(account)} />
          <Link href={`/account/${account}`} className="link">
            Your account
          </Link>
          <Link href="/wallet" className="link">
            In place
          </Link>
        </div>
      </div>
      <Spendable account={account} />
      {wallet.status === 'connected' && wallet.chainId !== deployment.chainId && (
        <SwitchNetwork chainId={wallet.chainId} />
      )}
      {deployment.local && <FaucetButton account={account} />}
      {mine.length > 0 && (
        <div className="flex flex-col gap-2 border-t border-line pt-3">
          <h2 className="text-small font-medium text-ink">Your transactions</h2>
          <ActivityList activities={mine.slice(0, 5)} />
        </div>
      )}
      <div className="border-t border-line pt-3">
        <Button
          look="quiet"
          size="s"
          className="-ml-3"
          onClick={() => void loadEngine().then((engine) => engine.disconnect())}
        >
          Disconnect
        </Button>
      </div>
    </div>
  );
}

function Spendable({ account }: { account: Hex }) {
  const { data } = useQuery(accountQueryOptions(account));
  const spendable = data?.partitions?.find((slice) => slice.kind === 'default')?.amount;
  return (
    <p className="text-table text-ink-2">
      Spendable{' '}
      {spendable !== undefined ? (
        <Amount wei={spendable} unit className="font-medium text-ink" />
      ) : (
        <span className="text-ink-3">{data?.partitions ? '0 AMP' : 'unknown'}</span>
      )}
    </p>
  );
}
