import type { ActionKind } from '@/lib/actions/registry';
import { changeExposure, enrol, fundInPlace, takeOut, unenrol } from './in-place';
import { revokeAllowance, revokeOperator, sendAmp, withdrawDeferred } from './rights';
import type { Scenario } from './scenario';
import { cancelExit, claimExit, claimRewards, compound, requestExit, stake, switchPool } from './stakes';

/** Every action of `lib/actions` has one: the compiler, and `scenarios.test.ts`, see to it. */
export const scenarios: { readonly [Kind in ActionKind]: Scenario } = {
  stake,
  'request-exit': requestExit,
  'cancel-exit': cancelExit,
  'claim-exit': claimExit,
  'switch-pool': switchPool,
  'claim-rewards': claimRewards,
  compound,
  'fund-in-place': fundInPlace,
  enrol,
  'change-exposure': changeExposure,
  'take-out': takeOut,
  unenrol,
  'revoke-operator': revokeOperator,
  'revoke-allowance': revokeAllowance,
  'send-amp': sendAmp,
  'withdraw-deferred': withdrawDeferred,
};
