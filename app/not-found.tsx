import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function NotFound() {
  return (
    <div className="py-16">
      <h1 className="sr-only">Page not found</h1>
      <EmptyState title="There is no page here" action={<LinkButton href="/">To the overview</LinkButton>}>
        The address may be mistyped, or from an older link.
      </EmptyState>
    </div>
  );
}
