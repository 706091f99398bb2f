import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccountLater } from '@/components/account/account-later';
import { UnresolvedName } from '@/components/account/unresolved-name';
import { PanelBoundary } from '@/components/ui/error-panel';
import { checksummed } from '@/components/wallet/checksum';
import { walletHint } from '@/components/wallet/wallet-hint';
import { WalletHintProvider } from '@/components/wallet/wallet-hint-provider';
import { shortHex } from '@/lib/domain/text';
import { accountQueryOptions } from '@/lib/live/queries';
import { readAccount } from '@/lib/queries/account';
import { prefetch } from '@/lib/queries/page';
import { whoIs } from '@/lib/queries/who-is';

type Props = { params: Promise<{ address: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const who = await whoIs((await params).address);
  if (who.is !== 'found') return { title: 'Unknown account' };
  return { title: `Account ${who.named ? who.name : shortHex(who.account)}` };
}

/** Without a loading state of its own: an address that is none has to answer 404, which a page that streams cannot. */
export default async function AccountPage({ params }: Props) {
  const who = await whoIs((await params).address);
  if (who.is === 'none') notFound();
  if (who.is !== 'found') return <UnresolvedName name={who.name} why={who.is} />;
  const { account, name } = who;
  const queryClient = await prefetch([
    { options: accountQueryOptions(account), read: (view) => readAccount(view, account) },
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WalletHintProvider account={await walletHint()}>
        <PanelBoundary title="The account could not be shown">
          <AccountLater address={account} checksum={checksummed(account)} ensName={name} />
        </PanelBoundary>
      </WalletHintProvider>
    </HydrationBoundary>
  );
}
