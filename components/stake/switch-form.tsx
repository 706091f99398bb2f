'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';
import { duration } from '@/components/ui/time-text';
import { ActionForm } from '@/components/wallet/action-form';
import type { AccountTicket, Price } from '@/lib/domain/api';
import { poolsQueryOptions } from '@/lib/live/queries';
import { AmpWorth, MomentLine } from './preview-lines';

/** An exit that is due, staked again in a pool of one's choice: in one transaction, and never in the wallet between. */
export function SwitchForm({ ticket, price }: { ticket: AccountTicket; price: Price | null }) {
  const { data } = useQuery(poolsQueryOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const pools = data?.pools.map(({ pool }) => pool) ?? [];
  const into =
    pools.find(({ id }) => id === chosen) ?? pools.find(({ id }) => id !== ticket.pool) ?? pools[0];
  return (
    <ActionForm
      kind="switch-pool"
      intent={into ? { pool: ticket.pool, exitEpochs: [ticket.exitEpoch], into: into.id } : null}
      intentKey={`${ticket.pool}/${ticket.exitEpoch}/${into?.id}`}
      submit={into ? `Stake in ${into.tag}` : 'Stake'}
      toLines={(preview, block) => [
        { key: 'in', label: 'Goes in', value: <AmpWorth wei={preview.amount} price={price} /> },
        {
          key: 'exit',
          label: 'If you asked to leave now',
          value: <MomentLine at={preview.exitAtIfAskedNow} now={block.timestamp} />,
        },
        {
          key: 'longest',
          label: 'Longest wait, ever',
          value: `${duration(preview.longestWait)} after you ask`,
        },
      ]}
    >
      <Field label="Pool to move to">
        {(wiring) => (
          <Select {...wiring} value={into?.id ?? ''} onChange={(event) => setChosen(event.target.value)}>
            {pools.map(({ id, tag, pauses }) => (
              <option key={id} value={id}>
                {tag}
                {id === ticket.pool ? ' again' : ''}
                {pauses.stakes ? ', takes no stakes now' : ''}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActionForm>
  );
}
