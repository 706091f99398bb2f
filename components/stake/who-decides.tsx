'use client';
import { useQuery } from '@tanstack/react-query';
import { useNames } from '@/components/shell/use-name';
import { EmptyState } from '@/components/ui/empty-state';
import { Explain } from '@/components/ui/explain';
import { Address, Hash } from '@/components/ui/hex';
import { type KeyValue, KeyValues } from '@/components/ui/key-values';
import { Notice } from '@/components/ui/notice';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { Loading, SkeletonRows } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { duration, relative } from '@/components/ui/time-text';
import type { PoolAnswer } from '@/lib/domain/api';
import type { RoleHolder, TimelockOperation } from '@/lib/domain/pool-disclosure';
import { timelockQueryOptions } from '@/lib/live/queries';

const roles: Record<RoleHolder['role'], { title: string; may: string }> = {
  admin: {
    title: 'Admin',
    may: 'Opens pools, sets their rules, gives and takes the roles below. It can take nobody’s stake.',
  },
  operator: {
    title: 'Operator',
    may: 'Locks collateral for payments, releases it, and draws it for those that failed, up to the limit of the pool’s rules.',
  },
  rewarder: { title: 'Rewarder', may: 'Brings in fees and top-ups.' },
  registrar: { title: 'Registrar', may: 'Says which merchants’ payments may be guaranteed.' },
  guardian: { title: 'Guardian', may: 'Can pause stakes, locks and draws. Exits cannot be paused.' },
};

/** Who has a say in the pools, and what is announced to change. */
export function WhoDecides({ answer, now }: { answer: PoolAnswer | undefined; now: number }) {
  const { data, isError } = useQuery(timelockQueryOptions());
  const nameOf = useNames();
  const timelock = data?.timelock ?? null;
  const items: KeyValue[] = (answer?.roles ?? []).map(({ role, account }) => ({
    key: `${role} ${account}`,
    label: <Explain term={roles[role].title}>{roles[role].may}</Explain>,
    value: (
      <Address
        value={account}
        name={nameOf(account) ?? (account === timelock?.toLowerCase() ? 'Timelock' : undefined)}
      />
    ),
  }));
  return (
    <Panel aria-labelledby="deciders" className="below-fold">
      <PanelHeader id="deciders" title="Who operates it" hint="The same accounts for every pool here" />
      {answer ? (
        <KeyValues items={items} />
      ) : (
        <Loading what="Reading who operates it">
          <SkeletonRows rows={5} />
        </Loading>
      )}
      <div className="border-t border-line">
        <PanelHeader
          as="h3"
          title="Changes on their way"
          hint={
            data?.queue
              ? `The timelock announces each change at least ${duration(data.queue.delay)} before it can be made`
              : 'What the timelock holds'
          }
        />
        {isError || data?.queue === null ? (
          <PanelBody>
            {data && timelock === null ? (
              <Notice kind="care" title="The admin is no timelock">
                Its changes take effect at once, without an announcement.
              </Notice>
            ) : (
              <Notice kind="care" title="The chain could not be asked just now">
                Whether a change is announced is not known here. It is asked again within a minute.
              </Notice>
            )}
          </PanelBody>
        ) : data === undefined ? (
          <Loading what="Asking the chain for changes on their way">
            <SkeletonRows rows={2} />
          </Loading>
        ) : data.queue.operations.length === 0 ? (
          <EmptyState title="No change is announced" className="!py-6">
            The rules and roles above stay as they are, at least until one is.
          </EmptyState>
        ) : (
          <ul>
            {data.queue.operations.map((operation) => (
              <Operation key={operation.id} operation={operation} now={now} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function Operation({
  operation: { id, readyAt, calls },
  now,
}: {
  operation: TimelockOperation;
  now: number;
}) {
  return (
    <li className="border-t border-line px-4 py-3 text-table sm:px-5">
      <p className="font-medium">
        {readyAt > now ? `Can be made ${relative(readyAt, now)}` : 'Can be made by anyone, now'}
        <Time at={readyAt} form="full" className="ml-2 text-small font-normal text-ink-3" />
      </p>
      <ul className="mt-1 grid gap-1">
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an operation's calls never change, and may be alike
          <li key={index} className="break-words text-ink-2">
            {call.function === null ? (
              <>
                An unknown call of <Address value={call.target} />
              </>
            ) : (
              <>
                <span className="hex text-ink">{call.function}</span>{' '}
                {call.args.map(({ name, value }) => `${name} ${value}`).join(', ')}
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-small text-ink-3">
        <Hash what="Operation" value={id} />
      </p>
    </li>
  );
}
