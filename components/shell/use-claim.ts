'use client';
'use no memo';
import { useDisagreement } from '@/components/live/live-context';

/**
 * What may be claimed of collateral. While the chain's nodes disagree it is called locked, which is what the followed
 * one says, and nothing is called guaranteed.
 */
export type Claim = {
  certain: boolean;
  guaranteed: string;
  /** at the beginning of a label */
  Guaranteed: string;
  guaranteedTo: string;
  guaranteeing: string;
};

const CERTAIN: Claim = {
  certain: true,
  guaranteed: 'guaranteed',
  Guaranteed: 'Guaranteed',
  guaranteedTo: 'guaranteed to',
  guaranteeing: 'guaranteeing',
};
const UNCERTAIN: Claim = {
  certain: false,
  guaranteed: 'locked',
  Guaranteed: 'Locked',
  guaranteedTo: 'locked for',
  guaranteeing: 'locked for',
};

export const useClaim = (): Claim => (useDisagreement() ? UNCERTAIN : CERTAIN);
