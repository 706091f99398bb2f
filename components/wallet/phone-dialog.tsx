'use client';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { Problem } from './action-notice';
import { isPhone } from './browser-wallet';
import { loadEngine } from './load-engine';
import { closePairing, type Pairing } from './pairing';
import { QrCode } from './qr-code';

/** Connecting a wallet on another device: its code, and what came of it. Closing it gives the attempt up. */
export default function PhoneDialog({ pairing }: { pairing: Exclude<Pairing, { is: 'none' }> }) {
  const retry = () => void loadEngine().then((engine) => engine.connectPhone());
  return (
    <Dialog open onOpenChange={closePairing} title="WalletConnect" description={descriptionOf(pairing)}>
      {pairing.is === 'making' && <p role="status">Making a code</p>}
      {pairing.is === 'code' && <Code uri={pairing.uri} />}
      {pairing.is === 'failed' && (
        <div className="flex flex-col gap-3">
          <Problem problem={pairing.problem} />
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
    </Dialog>
  );
}

const descriptionOf = (pairing: Pairing): string | undefined => {
  if (pairing.is === 'failed') return undefined;
  return isPhone()
    ? 'Open your wallet, and agree there.'
    : 'Scan the code with the wallet on your phone, and agree there.';
};

function Code({ uri }: { uri: string }) {
  return (
    <div className="flex flex-col gap-4">
      {isPhone() && (
        <a href={uri} className={buttonClass('primary', 'l')}>
          Open your wallet
        </a>
      )}
      <QrCode text={uri} label="Code for your wallet to scan" />
      <div className="flex items-center gap-2">
        <input
          readOnly
          aria-label="Link for your wallet"
          value={uri}
          onFocus={(event) => event.currentTarget.select()}
          className="hex min-w-0 grow rounded-s border border-line bg-sunken px-2 py-1.5 text-small text-ink-2"
        />
        <CopyButton text={uri} label="Copy link" />
      </div>
      <p role="status" className="text-small text-ink-3">
        Waiting for your wallet. The code is good for five minutes.
      </p>
    </div>
  );
}
