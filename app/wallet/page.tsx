import type { Metadata } from 'next';
import { WalletView } from '@/components/in-place/wallet-view';
import { PanelBoundary } from '@/components/ui/error-panel';
import { walletHint } from '@/components/wallet/wallet-hint';
import { WalletHintProvider } from '@/components/wallet/wallet-hint-provider';

export const metadata: Metadata = {
  title: 'Collateral in place',
  description: 'Back payments with AMP that never leaves your own wallet.',
};

export default async function WalletPage() {
  return (
    <WalletHintProvider account={await walletHint()}>
      <PanelBoundary title="Your collateral in place could not be shown">
        <WalletView />
      </PanelBoundary>
    </WalletHintProvider>
  );
}
