import { type CreateConnectorFn, createConnector } from 'wagmi';
import { walletConnect as connector } from 'wagmi/connectors';
import { listed } from './listed';
import { svgUri } from './svg-uri';

const icon = svgUri(
  '<rect width="28" height="28" fill="#155fb0"/><g fill="none" stroke="#fff" stroke-width="2"><rect x="9" y="5" width="10" height="18" rx="2.5"/><path d="M12.500 19.500h3"/></g>',
);

/** Wallets on a phone, by QR code. The code is drawn by the wallet list itself. */
export const walletConnect = (projectId: string): CreateConnectorFn =>
  createConnector((config) => ({
    ...connector({ projectId, showQrModal: false, telemetryEnabled: false })(config),
    ...listed({
      id: 'walletConnect',
      name: 'WalletConnect',
      iconUrl: icon,
      groupName: 'On your phone',
      index: 0,
      qrCode: { getUri: (uri) => uri },
    }),
  }));
