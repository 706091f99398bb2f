import { AMP_DECIMALS, formatAmp } from '@/lib/domain/money';

const HUNDREDTH = 10n ** BigInt(AMP_DECIMALS - 2);

/**
 * wei to the nearest hundredth of an AMP, for what a stake or an exit is worth: the contract's floor takes a wei here and there,
 * and cutting off would turn it into a visible loss. What can be spent is never rounded up: use `formatAmp` for that.
 */
export const toHundredth = (wei: bigint): bigint => ((wei + HUNDREDTH / 2n) / HUNDREDTH) * HUNDREDTH;

/** {@link toHundredth} in words; something is never shown as nothing. */
export const roundedAmp = (wei: bigint): string => formatAmp(toHundredth(wei) || wei);
