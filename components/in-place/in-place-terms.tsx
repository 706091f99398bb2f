import type { ReactNode } from 'react';
import { Explain } from '@/components/ui/explain';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { duration } from '@/components/ui/time-text';
import type { InPlaceHolding } from '@/components/wallet/on-chain-reads';

/** What is different for a wallet while it is enrolled, in plain words. */
export function InPlaceTerms({ holding }: { holding: InPlaceHolding | null }) {
  return (
    <Panel aria-labelledby="terms">
      <PanelHeader id="terms" title="What changes while you are enrolled" />
      <dl className="flex flex-col gap-3 px-4 pb-5 text-table sm:px-5">
        <Term term="When a payment fails">
          Its merchant is paid from the wallets that backed it: from yours for your part, and never for
          another’s.
        </Term>
        <Term term="What is not locked">
          Leaves at once, whenever you like. There is nothing to wait for.
        </Term>
        <Term term="What is locked">
          {holding
            ? `Is free once its payment has settled, and after ${duration(holding.maxLockDuration)} in any case.`
            : 'Is free once its payment has settled, or its time is over.'}
        </Term>
        <Term
          term={
            <Explain term="Your hooks">
              ERC-1820 lets a wallet name a contract that is asked before its AMP moves. With one, a wallet
              could refuse to pay a merchant it backed. So the manager holds that right while you are
              enrolled, and names nobody.
            </Explain>
          }
        >
          Are with the collateral manager until you leave.
        </Term>
        <Term term="All other AMP, ETH and tokens">Nothing changes.</Term>
      </dl>
    </Panel>
  );
}

const Term = ({ term, children }: { term: ReactNode; children: ReactNode }) => (
  <div>
    <dt className="font-medium">{term}</dt>
    <dd className="text-ink-2">{children}</dd>
  </div>
);
