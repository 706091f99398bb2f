'use client';
import { useState } from 'react';
import { Worth } from '@/components/stake/worth';
import { Button } from '@/components/ui/button';
import { ActionForm } from '@/components/wallet/action-form';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import type { Hex } from '@/lib/domain/codecs';

/** The way to what a pool keeps for a merchant, for that merchant alone. */
export function CollectDeferred({ merchant, pool }: { merchant: Hex; pool: Hex }) {
  const wallet = useWallet();
  const [open, setOpen] = useState(false);
  if (wallet.status !== 'connected' || accountOf(wallet) !== merchant) return null;
  if (!open) {
    return (
      <Button size="s" className="mt-2" onClick={() => setOpen(true)}>
        Collect it
      </Button>
    );
  }
  return (
    <div className="mt-3 rounded-m bg-raised p-4">
      <ActionForm
        kind="withdraw-deferred"
        intent={{ pool }}
        intentKey={pool}
        submit="Collect"
        toLines={({ amount }) => [
          { key: 'paid', label: 'Paid to your account', value: <Worth wei={amount} /> },
        ]}
      />
    </div>
  );
}
