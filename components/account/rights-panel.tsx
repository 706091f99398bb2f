'use client';
import { useState } from 'react';
import { useNames } from '@/components/shell/use-name';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Address } from '@/components/ui/hex';
import { OpenedForm } from '@/components/ui/opened-form';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import { ActionForm } from '@/components/wallet/action-form';
import type { Rights } from '@/components/wallet/on-chain-reads';
import { useOnChain } from '@/components/wallet/use-on-chain';
import type { Hex } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { decodePartition } from '@/lib/domain/partition';
import { poolName } from '@/lib/domain/pool-name';
import { LookForm } from './look-form';
import { useWhose } from './use-whose';
import { whoseIs } from './whose';
import { MovedName, whoseError, whoseHint } from './whose-words';

/**
 * Who else may move an account's AMP: those that Amp's log tells of, and any address that somebody asks about. Amp itself
 * is asked what each may do now, since an allowance that is spent leaves no trace in the log.
 */
export default function RightsPanel({
  account,
  partitions,
  known,
  manage,
}: {
  account: Hex;
  /** where the account has AMP, the default partition first */
  partitions: readonly Hex[];
  /** addresses that were ever given a right */
  known: readonly Hex[];
  manage: boolean;
}) {
  const [text, setText] = useState('');
  const { whose, agree } = useWhose(text);
  const asked = whose.is === 'known' ? whose.address : null;
  const addresses = [...new Set(asked ? [asked, ...known] : known)];
  const { data, isError } = useOnChain(
    addresses.length > 0 ? account : null,
    `rights/${addresses.join()}/${partitions.join()}`,
    (reads, context) => reads.rightsOf(context, addresses, partitions),
  );
  const shown =
    data?.value.filter((one) => one.operator || one.inPartitions.length > 0 || one.address === asked) ?? [];
  return (
    <div className="flex flex-col">
      <LookForm
        label="Look at an address"
        hint={whoseHint(whose) ?? 'A contract or a person that you once gave an allowance'}
        name="spender"
        className="px-4 pb-4 sm:px-5"
        whyNot={whyNot}
        problem={text === '' ? null : whoseError(whose)}
        onLook={setText}
      />
      {whose.is === 'moved' && (
        <div className="px-4 pb-4 sm:px-5">
          <MovedName whose={whose} onAgree={agree} />
        </div>
      )}
      {addresses.length > 0 && !data && (
        <div className="px-4 pb-4 sm:px-5">
          {isError ? (
            <p className="text-table text-ink-2">The chain could not be asked just now. It is asked again.</p>
          ) : (
            <Loading what="Asking the chain who may move this AMP">
              <Skeleton className="h-16 w-full" />
            </Loading>
          )}
        </div>
      )}
      {shown.length > 0 ? (
        <ul aria-label="Rights">
          {shown.map((one) => (
            <RightsItem key={one.address} rights={one} manage={manage} />
          ))}
        </ul>
      ) : (
        (addresses.length === 0 || data) && (
          <EmptyState title="Nobody else may move this AMP, as far as is known" className="!py-6">
            Operators and allowances appear here, each with the way to revoke it.
          </EmptyState>
        )
      )}
    </div>
  );
}

/** What can be said without asking the chain. */
const whyNot = (text: string): string | null => {
  const whose = whoseIs(text, null, null);
  return whose.is === 'unknown' ? whose.why : null;
};

type Right =
  | { key: string; words: string; kind: 'operator'; partition: Hex | null }
  | { key: string; words: string; kind: 'allowance'; partition: Hex };

function rightsIn({ operator, inPartitions }: Rights): Right[] {
  const all: Right[] = operator
    ? [{ key: 'all', kind: 'operator', partition: null, words: 'May move all of it, in every partition' }]
    : [];
  return [
    ...all,
    ...inPartitions.flatMap(({ partition, operator: of, allowance }): Right[] => {
      const where = partitionName(partition);
      const right: Right[] = [];
      if (of)
        right.push({
          key: `o${partition}`,
          kind: 'operator',
          partition,
          words: `May move all that is ${where}`,
        });
      if (allowance > 0n) {
        right.push({
          key: `a${partition}`,
          kind: 'allowance',
          partition,
          words: `May move ${allowanceWords(allowance)} of what is ${where}`,
        });
      }
      return right;
    }),
  ];
}

const partitionName = (partition: Hex): string => {
  const { kind } = decodePartition(partition);
  if (kind === 'default') return 'spendable';
  return kind === 'in-place' ? `in place for ${poolName(partition)}` : `in ${poolName(partition)}`;
};
/** More than all AMP there will ever be is no figure worth reading. */
const allowanceWords = (wei: bigint): string =>
  wei >= 10n ** 30n ? 'any amount' : `up to ${formatAmp(wei)} AMP`;

function RightsItem({ rights, manage }: { rights: Rights; manage: boolean }) {
  const nameOf = useNames();
  const [revoking, setRevoking] = useState<string | null>(null);
  const all = rightsIn(rights);
  return (
    <li className="flex flex-col gap-2 border-t border-line px-4 py-3.5 sm:px-5">
      <Address value={rights.address} name={nameOf(rights.address)} />
      {all.length === 0 && <p className="text-table text-ink-2">May move none of it.</p>}
      {all.map((right) => (
        <div key={right.key} className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-table">{right.words}</p>
            {manage && revoking !== right.key && (
              <Button size="s" look="danger" data-opens onClick={() => setRevoking(right.key)}>
                Revoke
              </Button>
            )}
          </div>
          {manage && revoking === right.key && (
            <OpenedForm name="Revoke" onClose={() => setRevoking(null)}>
              <RevokeForm address={rights.address} right={right} />
            </OpenedForm>
          )}
        </div>
      ))}
    </li>
  );
}

function RevokeForm({ address, right }: { address: Hex; right: Right }) {
  if (right.kind === 'operator') {
    return (
      <ActionForm
        kind="revoke-operator"
        intent={{ operator: address, partition: right.partition }}
        intentKey={`${address}/${right.partition}`}
        submit="Revoke"
        toLines={({ forAllStands }) => [
          {
            key: 'after',
            label: 'After it',
            value: forAllStands ? 'still an operator of everything' : 'moves none of it as an operator',
          },
        ]}
      />
    );
  }
  return (
    <ActionForm
      kind="revoke-allowance"
      intent={{ spender: address, partition: right.partition }}
      intentKey={`${address}/${right.partition}`}
      submit="Revoke"
      toLines={({ allowance }) => [
        { key: 'now', label: 'May move now', value: allowanceWords(allowance) },
        { key: 'after', label: 'After it', value: 'nothing' },
      ]}
    />
  );
}
