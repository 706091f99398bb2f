import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function NoSuchAccount() {
  return (
    <div className="py-16">
      <h1 className="sr-only">Not an address</h1>
      <EmptyState
        title="This is not an address"
        action={<LinkButton href="/stake">See the pools</LinkButton>}
      >
        An account’s address is 0x and 40 digits, from 0 to 9 and a to f. Check whether one is missing.
      </EmptyState>
    </div>
  );
}
