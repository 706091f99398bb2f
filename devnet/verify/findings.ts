import type { Deployment } from '@/lib/domain/api';
import type { Reader } from '../clients';

/** One thing that was looked at. */
export type Finding = {
  /** what holds, or ought to */
  claim: string;
  /** what is found instead; null when the claim holds */
  wrong: string | null;
};

/** What was looked at together. */
export type Section = { title: string; findings: Finding[] };

export const holds = (claim: string): Finding => ({ claim, wrong: null });

/** `wrong` says what was found instead, and is only looked at when it does not hold. */
export const expectThat = (ok: boolean, claim: string, wrong: string): Finding => ({
  claim,
  wrong: ok ? null : wrong,
});

/** Where a check looks: all of them at the same block. */
export type Scene = { reader: Reader; deployment: Deployment; blockNumber: bigint };
