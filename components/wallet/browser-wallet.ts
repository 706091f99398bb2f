import { type CreateConnectorFn, createConnector } from 'wagmi';
import { injected } from 'wagmi/connectors';
import { listed } from './listed';
import { svgUri } from './svg-uri';

const icon = svgUri(
  '<rect width="28" height="28" fill="#155fb0"/><rect x="9" y="5" width="10" height="18" rx="2.5" fill="none" stroke="#fff" stroke-width="2"/>',
);

export const isPhone = (): boolean => /android|iphone|ipad|ipod/i.test(navigator.userAgent);

/**
 * On a phone a page is opened inside the wallet's own browser, and the list of wallets leaves out those that announce
 * themselves (EIP-6963): there the wallet is offered as what the browser brings along.
 */
export const bringsWallet = (): boolean => isPhone() && 'ethereum' in window;

export const browserWallet = (): CreateConnectorFn =>
  createConnector((config) => ({
    ...injected({ shimDisconnect: true })(config),
    ...listed({
      id: 'browser',
      name: 'This browser’s wallet',
      iconUrl: icon,
      groupName: 'On this phone',
      index: 0,
    }),
  }));
