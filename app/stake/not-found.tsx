import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function NoSuchPool() {
  return (
    <div className="py-16">
      <h1 className="sr-only">No such pool</h1>
      <EmptyState title="There is no such pool" action={<LinkButton href="/stake">See all pools</LinkButton>}>
        The link may be from another network, or mistyped.
      </EmptyState>
    </div>
  );
}
