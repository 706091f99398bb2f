import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function UnknownMerchant() {
  return (
    <div className="py-16">
      <h1 className="sr-only">Unknown merchant</h1>
      <EmptyState
        title="No merchant has this address"
        action={<LinkButton href="/merchants">All merchants</LinkButton>}
      >
        It was never registered on chain, so no payment to it is guaranteed. Check that the address is
        complete: 0x and 40 characters.
      </EmptyState>
    </div>
  );
}
