'use client';
'use no memo';
import { unstable_rethrow, useRouter } from 'next/navigation';
import { Component, type ReactNode } from 'react';
import { ProblemError, UnreachableError } from '@/lib/live/read-errors';
import { Button } from './button';
import { WarningIcon } from './icon';

/** One panel that failed, in words, with what to do. */
export function ErrorPanel({
  title = 'This part could not be shown',
  reason,
  onRetry,
}: {
  title?: string;
  reason: ReactNode;
  onRetry?: () => void;
}) {
  return (
    <div role="alert" className="flex flex-col items-center gap-1.5 px-6 py-10 text-center">
      <WarningIcon className="mb-1 size-6 text-claimed" />
      <p className="text-body font-medium">{title}</p>
      <p className="max-w-[44ch] text-table text-ink-2">{reason}</p>
      {onRetry && (
        <Button size="s" className="mt-3" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** What went wrong, for people. What a program says of itself stays in the console. */
export function reasonOf(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  if (error instanceof UnreachableError)
    return 'The server does not answer. What you see elsewhere may be old.';
  return 'Something in the page broke. The rest of it still works, and your money is not touched by this.';
}

/** Keeps an error inside its panel: the rest of the page goes on. Trying again fetches and renders it anew. */
export function PanelBoundary({ title, children }: { title?: string; children: ReactNode }) {
  const router = useRouter();
  return (
    <Boundary
      fallback={(error, retry) => (
        <ErrorPanel
          {...(title !== undefined && { title })}
          reason={reasonOf(error)}
          onRetry={() => {
            router.refresh();
            retry();
          }}
        />
      )}
    >
      {children}
    </Boundary>
  );
}

type BoundaryProps = { fallback: (error: unknown, retry: () => void) => ReactNode; children: ReactNode };
type BoundaryState = { failed: boolean; error: unknown };

/** React knows boundaries as classes only. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: false, error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    // "Not found" and redirects are thrown, too, and none of a panel's business.
    unstable_rethrow(error);
    return { failed: true, error };
  }

  override render(): ReactNode {
    const { failed, error } = this.state;
    if (!failed) return this.props.children;
    return this.props.fallback(error, () => this.setState({ failed: false, error: null }));
  }
}
