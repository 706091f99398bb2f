import { z } from 'zod';
import { address, bytes32, uint } from '../codecs';
import { blockRef, collateralManager, managerKind, partitionStrategy } from '../entities';
import { partitionSlice } from './accounts';

/** What Amp allows to be built on it: who may move AMP in partitions of their own, and what lies there. */
export const managersAnswer = z.strictObject({
  at: blockRef,
  managers: z.array(
    collateralManager.extend({
      ours: managerKind.nullable().meta({ description: 'null for a manager of somebody else' }),
    }),
  ),
  strategies: z.array(
    partitionStrategy.extend({ text: z.string().meta({ description: 'its name in ASCII' }) }),
  ),
  /** read from Amp itself at `at`, largest first; null when the node could not be asked */
  partitions: z
    .array(
      z.strictObject({
        partition: bytes32,
        kind: partitionSlice.shape.kind,
        tag: z.string().nullable(),
        manager: address.nullable(),
        supply: uint,
      }),
    )
    .nullable(),
});
export type ManagersAnswer = z.infer<typeof managersAnswer>;
