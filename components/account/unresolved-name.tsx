import { PageTitle } from '@/components/shell/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { FindAccountLater } from './find-account-later';

const words = {
  absent: {
    title: 'Names are not looked up on this network',
    cause: 'It has no ENS registry, so nobody can say whose name that is.',
  },
  unreachable: {
    title: 'The name could not be looked up just now',
    cause: 'The chain’s node does not answer. Try it again in a moment.',
  },
} as const;

/** A name that nobody could be asked about. The address always works. */
export function UnresolvedName({ name, why }: { name: string; why: keyof typeof words }) {
  return (
    <>
      <PageTitle title="Whose account is it?" />
      <Panel>
        <EmptyState title={words[why].title} action={<FindAccountLater initial={name} />}>
          {words[why].cause} Everything about an account can be seen by its address.
        </EmptyState>
      </Panel>
    </>
  );
}
