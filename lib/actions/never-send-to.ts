import type { Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import type { Actor } from './action';
import { sameHex } from './same-hex';

const NOBODY: Hex = `0x${'0'.repeat(40)}`;

/** Why AMP is never sent to an address, whatever anyone agrees to; null where it can be. The words go on "It is …". */
export function whyNeverSendTo(to: Hex, { account, deployment }: Actor): string | null {
  const { amp, swapToken, collateralPool, walletCollateral } = deployment;
  const known: readonly [Hex | null, string][] = [
    [amp, 'the Amp contract itself, which keeps what it is sent for ever'],
    [swapToken, 'the token that AMP is swapped for, which keeps what it is sent for ever'],
    [ERC1820_REGISTRY, 'the ERC-1820 registry, which keeps what it is sent for ever'],
    [NOBODY, 'nobody’s address'],
    [collateralPool, 'the pools’ contract: AMP goes into a pool by staking'],
    [walletCollateral, 'the contract of collateral in place, which takes no AMP'],
    [account, 'your own account, where it is already'],
  ];
  return known.find(([address]) => address !== null && sameHex(address, to))?.[1] ?? null;
}
