'use client';
import '@rainbow-me/rainbowkit/styles.css';
import { RainbowKitProvider, useConnectModal } from '@rainbow-me/rainbowkit';
import { useEffect, useRef } from 'react';
import { WagmiContext } from 'wagmi';
import { lendStorage } from './browser-storage';
import type { Engine } from './engine';
import { rainbowTheme } from './rainbow-theme';

const theme = rainbowTheme();
// The list remembers what was chosen last, and would take the page down where a frame may remember nothing.
lendStorage();

/**
 * The list of wallets, fetched when it is asked for. wagmi's own provider would reset the connections that the engine
 * keeps, so the engine's store is handed over as it is.
 */
export default function ConnectModal({ engine, onClose }: { engine: Engine; onClose: () => void }) {
  return (
    <WagmiContext value={engine.config}>
      <RainbowKitProvider
        theme={theme}
        modalSize="compact"
        locale="en-US"
        initialChain={engine.deployment.chainId}
        appInfo={{ appName: 'Ampledge' }}
      >
        <OpenOnce onClose={onClose} />
      </RainbowKitProvider>
    </WagmiContext>
  );
}

function OpenOnce({ onClose }: { onClose: () => void }) {
  const { openConnectModal, connectModalOpen } = useConnectModal();
  const opened = useRef(false);
  useEffect(() => {
    if (!opened.current && openConnectModal) openConnectModal();
    else if (opened.current && !connectModalOpen) onClose();
    if (connectModalOpen) opened.current = true;
  }, [openConnectModal, connectModalOpen, onClose]);
  return null;
}
