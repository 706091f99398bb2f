'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { clientOnly } from '@/components/ui/client-only';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import type { Hex } from '@/lib/domain/codecs';

const CollectForm = clientOnly(() => import('./collect-form'));

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
      <CollectForm pool={pool} />
    </div>
  );
}
