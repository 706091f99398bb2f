import { ConnectIsland } from './connect-island';
import { walletHint } from './wallet-hint';
import { WalletHintProvider } from './wallet-hint-provider';

/** The header's place for the wallet. Renders below `LiveProvider`; brings no wallet code until it is wanted. */
export async function ConnectSlot() {
  const account = await walletHint();
  return (
    <WalletHintProvider account={account}>
      <ConnectIsland />
    </WalletHintProvider>
  );
}
