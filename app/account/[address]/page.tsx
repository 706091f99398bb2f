import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccountLater } from '@/components/account/account-later';
import { PanelBoundary } from '@/components/ui/error-panel';
import { checksummed } from '@/components/wallet/checksum';
import { walletHint } from '@/components/wallet/wallet-hint';
import { WalletHintProvider } from '@/components/wallet/wallet-hint-provider';
import { address } from '@/lib/domain/codecs';
import { shortHex } from '@/lib/domain/text';
import { accountQueryOptions } from '@/lib/live/queries';
import { readAccount } from '@/lib/queries/account';
import { prefetch } from '@/lib/queries/page';

type Props = { params: Promise<{ address: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const account = address.safeParse((await params).address);
  return { title: account.success ? `Account ${shortHex(account.data)}` : 'Unknown account' };
}

/** Without a loading state of its own: an address that is none has to answer 404, which a page that streams cannot. */
export default async function AccountPage({ params }: Props) {
  const account = address.safeParse((await params).address);
  if (!account.success) notFound();
  const queryClient = await prefetch([
    { options: accountQueryOptions(account.data), read: (view) => readAccount(view, account.data) },
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WalletHintProvider account={await walletHint()}>
        <PanelBoundary title="The account could not be shown">
          <AccountLater address={account.data} checksum={checksummed(account.data)} />
        </PanelBoundary>
      </WalletHintProvider>
    </HydrationBoundary>
  );
}
