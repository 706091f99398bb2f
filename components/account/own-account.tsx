'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { clientOnly } from '@/components/ui/client-only';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { Hex } from '@/lib/domain/codecs';

const SendForm = clientOnly(() => import('./send-form'), <Skeleton className="h-56 w-full" />);
const RightsPanel = clientOnly(() => import('./rights-panel'), <Skeleton className="mx-5 mb-5 h-24" />);

/** Sending, for the account that the wallet holds. Its code comes when it is opened. */
export function SendPanel({ account, spendable }: { account: Hex; spendable: bigint | null }) {
  const [open, setOpen] = useState(false);
  return (
    <Panel aria-labelledby="send">
      <PanelHeader
        id="send"
        title="Send AMP"
        hint="What is spendable, to somebody else"
        aside={
          <Button size="s" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Close' : 'Send'}
          </Button>
        }
      />
      {open && (
        <PanelBody className="max-w-[34rem]">
          <SendForm account={account} spendable={spendable} />
        </PanelBody>
      )}
    </Panel>
  );
}

/** Who else may move the account's AMP. Asked for when it is opened. */
export function WhoElse(props: {
  account: Hex;
  partitions: readonly Hex[];
  known: readonly Hex[];
  manage: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Panel aria-labelledby="rights">
      <PanelHeader
        id="rights"
        title="Who else may move it"
        hint="Operators and allowances, as Amp itself knows them"
        aside={
          <Button size="s" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Close' : 'Look'}
          </Button>
        }
      />
      {open && <RightsPanel {...props} />}
    </Panel>
  );
}
