import { concat, type Hex, numberToHex, pad, stringToHex } from 'viem';
import { namehash } from 'viem/ens';
import type { Rpc } from '@/devnet/rpc';
import { ENS_REGISTRY } from '../read-names';

/**
 * An ENS registry for a chain of ours, which is its own resolver: `resolver(node)` is itself where there is something at
 * storage slot `node`, `addr(node)` is what is there, and `name(node)` is that text, with its length in the next slot.
 * So small that it is written by hand, and put in place without a deployment.
 */
const CODE: Hex = concat([
  // the function's selector
  '0x60003560e01c',
  // resolver(bytes32), addr(bytes32), name(bytes32), and nothing else
  '0x80630178b8bf14602957',
  '0x80633b3b57de14603a57',
  '0x8063691f343114604757',
  '0x60006000fd',
  // resolver: address(this) if the slot is not empty
  '0x5b600435541515300260005260206000f3',
  // addr: the slot
  '0x5b6004355460005260206000f3',
  // name: offset 32, the length in slot + 1, the text in the slot
  '0x5b6020600052600435600101546020526004355460405260606000f3',
]);

const set = (rpc: Rpc, slot: Hex, value: Hex) =>
  rpc.call('anvil_setStorageAt', [ENS_REGISTRY, slot, pad(value)]);
const next = (node: Hex): Hex => numberToHex((BigInt(node) + 1n) % 2n ** 256n, { size: 32 });

export async function openRegistry(rpc: Rpc): Promise<void> {
  await rpc.call('anvil_setCode', [ENS_REGISTRY, CODE]);
}
export async function closeRegistry(rpc: Rpc): Promise<void> {
  await rpc.call('anvil_setCode', [ENS_REGISTRY, '0x']);
}
/** A name leads to an address. */
export const setAddress = (rpc: Rpc, name: string, account: Hex) => set(rpc, namehash(name), account);
/** An address calls itself something, of 32 bytes at most. */
export async function setName(rpc: Rpc, account: Hex, name: string): Promise<void> {
  const node = namehash(`${account.slice(2).toLowerCase()}.addr.reverse`);
  const text = stringToHex(name);
  await set(rpc, node, pad(text, { dir: 'right', size: 32 }));
  await set(rpc, next(node), numberToHex((text.length - 2) / 2));
}
