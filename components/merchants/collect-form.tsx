'use client';
import { Worth } from '@/components/stake/worth';
import { ActionForm } from '@/components/wallet/action-form';
import type { Hex } from '@/lib/domain/codecs';

/** What a pool keeps for the connected merchant, into its wallet. */
export default function CollectForm({ pool }: { pool: Hex }) {
  return (
    <ActionForm
      kind="withdraw-deferred"
      intent={{ pool }}
      intentKey={pool}
      submit="Collect"
      toLines={({ amount }) => [
        { key: 'paid', label: 'Paid to your account', value: <Worth wei={amount} /> },
      ]}
    />
  );
}
