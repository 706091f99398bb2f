import type { Hex } from './codecs';

/** The one registry of ERC-1820, at the same address on every chain: who speaks for an account's hooks. */
export const ERC1820_REGISTRY: Hex = '0x1820a4b7618bde71dce8cdc73aab6c95905fad24';
