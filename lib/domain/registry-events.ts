import { address, bytes32, type Hex } from './codecs';
import { event } from './event-shape';

/** ERC-1820's registry is at the same address on every chain. */
export const ERC1820_REGISTRY: Hex = '0x1820a4b7618bde71dce8cdc73aab6c95905fad24';

/** keccak256 of the names under which Amp looks for an address's hooks: "AmpTokensSender", "AmpTokensRecipient". */
export const SENDER_HOOK: Hex = '0x60881b58a7ad1ebd3bc0e92b8277996363a67ded0f43bd95d11c320bab72b5a4';
export const RECIPIENT_HOOK: Hex = '0xfa352d6368bbc643bcf9d528ffaba5dd3e826137bc42f935045c6c227bd4c72a';

/** Of the ERC-1820 registry. Of the interfaces, only Amp's two hooks are followed. */
export const registryEvents = [
  event('ManagerChanged', { account: address, newManager: address }),
  event('InterfaceImplementerSet', { account: address, interfaceHash: bytes32, implementer: address }),
] as const;
