'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { PageTitle } from '@/components/shell/page-title';
import { Button, LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { requestConnect } from '@/components/wallet/connect-request';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import { FindAccount } from './find-account';

/**
 * Nobody is connected yet: ask, and go on to the account as soon as there is one; unless another is wanted, which is
 * none.
 */
export function MyAccount({ wanted = '' }: { wanted?: string }) {
  const router = useRouter();
  const account = accountOf(useWallet());
  useEffect(() => {
    if (account && wanted === '') router.replace(`/account/${account}`);
  }, [account, wanted, router]);
  return (
    <>
      <PageTitle title="Whose account is it?" />
      <Panel>
        <EmptyState
          title="Connect a wallet to see your account"
          action={
            account && wanted !== '' ? (
              <LinkButton href={`/account/${account}`}>Your account</LinkButton>
            ) : (
              <Button look="primary" busy={account !== null} onClick={requestConnect}>
                {account ? 'Opening your account' : 'Connect wallet'}
              </Button>
            )
          }
        >
          Everything is on chain, so any account can be seen, too: by its address or its name.
        </EmptyState>
        <FindAccount initial={wanted} className="mx-auto px-4 pb-10 sm:px-5" />
      </Panel>
    </>
  );
}
