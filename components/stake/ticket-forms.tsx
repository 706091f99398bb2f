'use client';
import { ActionForm } from '@/components/wallet/action-form';
import type { AccountTicket, Price } from '@/lib/domain/api';
import { AmpWorth } from './preview-lines';
import { SwitchForm } from './switch-form';

/** What can be done about an exit. `moving`: it is due, and goes into a pool instead of the wallet. */
export default function TicketForms({
  ticket,
  doing,
  due,
  price,
}: {
  ticket: AccountTicket;
  doing: 'taking' | 'moving';
  due: boolean;
  price: Price | null;
}) {
  if (due && doing === 'moving') return <SwitchForm ticket={ticket} price={price} />;
  const { pool, exitEpoch, poolTag } = ticket;
  if (due) {
    return (
      <ActionForm
        key="claim"
        kind="claim-exit"
        intent={{ pool, exitEpochs: [exitEpoch] }}
        intentKey={`${pool}/${exitEpoch}`}
        submit="Claim"
        toLines={(preview) => [
          {
            key: 'paid',
            label: 'Paid to your account',
            value: <AmpWorth wei={preview.amount} price={price} />,
          },
        ]}
      />
    );
  }
  return (
    <ActionForm
      key="cancel"
      kind="cancel-exit"
      intent={{ pool, exitEpoch }}
      intentKey={`${pool}/${exitEpoch}`}
      submit="Cancel this exit"
      toLines={(preview) => [
        {
          key: 'back',
          label: `Staked again in ${poolTag}`,
          value: <AmpWorth wei={preview.worth} price={price} />,
        },
      ]}
    />
  );
}
