import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { MyAccount } from '@/components/account/my-account';
import { walletHint } from '@/components/wallet/wallet-hint';
import { isAccountLike } from '@/lib/domain/ens-name';

export const metadata: Metadata = { title: 'Your account' };

type Props = { searchParams: Promise<Record<string, string | string[]>> };

export default async function MyAccountPage({ searchParams }: Props) {
  // What was looked for before the page's scripts could hear of it.
  const { account: asked = '' } = await searchParams;
  const wanted = String(asked).trim();
  if (isAccountLike(wanted)) redirect(`/account/${encodeURIComponent(wanted)}`);
  if (wanted !== '') return <MyAccount wanted={wanted} />;
  const account = await walletHint();
  if (account) redirect(`/account/${account}`);
  return <MyAccount />;
}
