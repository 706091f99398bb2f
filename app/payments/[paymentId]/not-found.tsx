import { AppearsSoon } from '@/components/payments/appears-soon';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function UnknownPayment() {
  return (
    <div className="py-16">
      <AppearsSoon />
      <h1 className="sr-only">Unknown payment</h1>
      <EmptyState
        title="Nothing was ever locked under this id"
        action={<LinkButton href="/locks">All locks</LinkButton>}
      >
        So nothing guarantees it: do not hand over goods on it. Check that the id is complete: 0x and 64
        characters. A payment made a moment ago appears here by itself.
      </EmptyState>
    </div>
  );
}
