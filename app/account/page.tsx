import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { MyAccount } from '@/components/account/my-account';
import { walletHint } from '@/components/wallet/wallet-hint';

export const metadata: Metadata = { title: 'Your account' };

export default async function MyAccountPage() {
  const account = await walletHint();
  if (account) redirect(`/account/${account}`);
  return <MyAccount />;
}
