import { ConnectIsland } from './connect-island';
import { walletHint } from './wallet-hint';
import { WalletHintProvider } from './wallet-hint-provider';
import type { WalletSettings } from './wallet-settings';

/** The header's place for the wallet. Renders below `LiveProvider`; brings no wallet code until it is wanted. */
export async function ConnectSlot({ settings }: { settings: WalletSettings }) {
  const account = await walletHint();
  return (
    <WalletHintProvider account={account}>
      <ConnectIsland settings={settings} />
    </WalletHintProvider>
  );
}
