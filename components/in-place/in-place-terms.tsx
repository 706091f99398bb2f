import { Explain } from '@/components/ui/explain';
import { KeyValues } from '@/components/ui/key-values';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { duration } from '@/components/ui/time-text';
import type { InPlaceHolding } from '@/components/wallet/on-chain-reads';

/** What is different for a wallet while it is enrolled, in plain words. */
export function InPlaceTerms({ holding }: { holding: InPlaceHolding | null }) {
  return (
    <Panel aria-labelledby="terms">
      <PanelHeader id="terms" title="What changes while you are enrolled" />
      <KeyValues
        items={[
          {
            key: 'loss',
            label: 'When a payment fails',
            value: 'its merchant is paid from the wallets that backed it, yours for your part alone',
          },
          {
            key: 'free',
            label: 'What is not locked',
            value: 'leaves at once, whenever you like',
          },
          {
            key: 'locked',
            label: 'What is locked',
            value: holding
              ? `is free after ${duration(holding.maxLockDuration)} at the latest`
              : 'is free again later',
          },
          {
            key: 'hooks',
            label: (
              <Explain term="Your hooks">
                ERC-1820 lets a wallet name a contract that is asked before its AMP moves. With one, a wallet
                could refuse to pay a merchant it backed. So the manager holds that right while you are
                enrolled, and names nobody.
              </Explain>
            ),
            value: 'are with the collateral manager until you leave',
          },
          { key: 'rest', label: 'All other AMP, ETH and tokens', value: 'nothing changes' },
        ]}
      />
    </Panel>
  );
}
