'use client';
'use no memo';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { Button } from '@/components/ui/button';
import { clientOnly } from '@/components/ui/client-only';
import { later } from '@/components/ui/later';
import { onConnectRequest, requestConnect } from './connect-request';
import type { Engine } from './engine';
import { configureEngine, loadEngine, preloadEngine } from './load-engine';
import { usePairing } from './pairing';
import { useWallet } from './use-wallet';
import type { WalletSettings } from './wallet-settings';

const loadModal = () => import('./connect-modal');
const ConnectModal = clientOnly(loadModal);
const PhoneDialog = clientOnly(() => import('./phone-dialog'));
const AccountButton = later(() => import('./account-button').then((loaded) => loaded.AccountButton));
const AfterLoad = clientOnly(() => import('./after-load'));

type Opening = { is: 'closed' } | { is: 'loading' } | { is: 'open'; engine: Engine } | { is: 'failed' };

/** Connect button or account, and everything that has to be on every page for the wallet's sake. */
export function ConnectIsland({ settings }: { settings: WalletSettings }) {
  const deployment = useDeployment();
  const wallet = useWallet();
  const place = useRef<HTMLDivElement>(null);
  const pairing = usePairing();
  const [opening, setOpening] = useState<Opening>({ is: 'closed' });

  useEffect(() => configureEngine({ deployment, ...settings }), [deployment, settings]);
  useEffect(() => {
    // In a frame there may be a Safe around the page, which connects by itself.
    const framed = window.parent !== window;
    if (wallet.status === 'restoring' || framed) void loadEngine().catch(() => {});
  }, [wallet.status]);
  useEffect(
    () =>
      onConnectRequest(() => {
        setOpening({ is: 'loading' });
        Promise.all([loadEngine(), loadModal()])
          .then(([engine]) => setOpening({ is: 'open', engine }))
          .catch(() => setOpening({ is: 'failed' }));
      }),
    [],
  );
  // The button that opened the list may have become the account: a keyboard's place must not be lost with it.
  const keepPlace = useCallback(() => {
    setTimeout(() => {
      if (document.activeElement === document.body) place.current?.querySelector('button')?.focus();
    }, 0);
  }, []);
  const close = () => {
    setOpening({ is: 'closed' });
    keepPlace();
  };
  const pairingNow = pairing.is !== 'none';
  useEffect(() => {
    if (!pairingNow) return;
    // Its dialog takes the place of the list that it was chosen from.
    setOpening({ is: 'closed' });
    return keepPlace;
  }, [pairingNow, keepPlace]);
  const preload = () => {
    preloadEngine();
    void loadModal().catch(() => {});
  };

  return (
    <div ref={place} className="contents">
      {wallet.status === 'disconnected' ? (
        <Button
          busy={opening.is === 'loading'}
          onPointerEnter={preload}
          onFocus={preload}
          onClick={requestConnect}
        >
          Connect<span className="-ml-1 max-sm:sr-only"> wallet</span>
        </Button>
      ) : (
        <AccountButton wallet={wallet} />
      )}
      {opening.is === 'failed' && (
        <p
          role="alert"
          className="fixed inset-x-4 top-18 z-40 ml-auto max-w-sm rounded-m bg-drawn-soft px-3.5 py-3 text-table text-ink"
        >
          <strong className="block font-medium text-drawn">The list of wallets could not be loaded</strong>
          Check your connection, then press “Connect wallet” again.
        </p>
      )}
      {opening.is === 'open' && <ConnectModal engine={opening.engine} onClose={close} />}
      {pairing.is !== 'none' && <PhoneDialog pairing={pairing} />}
      <AfterLoad />
    </div>
  );
}
