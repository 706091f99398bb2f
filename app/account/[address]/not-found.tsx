import { FindAccountLater } from '@/components/account/find-account-later';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function NoSuchAccount() {
  return (
    <div className="py-16">
      <h1 className="sr-only">Not an account</h1>
      <EmptyState
        title="This is neither an address nor a name that anybody has"
        action={<LinkButton href="/stake">See the pools</LinkButton>}
      >
        An account’s address is 0x and 40 digits, from 0 to 9 and a to f; a name ends like name.eth. Check
        whether something is missing.
      </EmptyState>
      <FindAccountLater className="mx-auto" />
    </div>
  );
}
