'use client';
import { MomentLine } from '@/components/stake/preview-lines';
import { Worth } from '@/components/stake/worth';
import { ActionForm } from '@/components/wallet/action-form';
import type { Hex } from '@/lib/domain/codecs';

/** All out of a generation that is over: `pool` is the id by which the contract knows it now. */
export default function ClosedExit({ pool }: { pool: Hex }) {
  return (
    <ActionForm
      kind="request-exit"
      intent={{ pool, amount: { kind: 'all' } }}
      intentKey={`${pool}/all`}
      submit="Request exit of all"
      toLines={(preview, block) => [
        { key: 'worth', label: 'Leaves, worth now', value: <Worth wei={preview.worth} /> },
        {
          key: 'exit',
          label: 'Can be claimed from',
          value: <MomentLine at={preview.exitAt} now={block.timestamp} />,
        },
      ]}
    />
  );
}
