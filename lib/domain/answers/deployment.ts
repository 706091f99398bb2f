import { z } from 'zod';
import { address, count, hexData, seconds } from '../codecs';

/** What `devnet/deploy.ts` writes and the app reads. */
export const deployment = z.strictObject({
  chainId: z.number().int().positive(),
  /** true on a chain made by `devnet/`: demo wallet and faucet exist only there */
  local: z.boolean(),
  /** first block the follower needs */
  startBlock: count,
  epochLength: seconds,
  amp: address,
  swapToken: address.nullable(),
  collateralPool: address,
  walletCollateral: address,
  /** the admin of both managers; null when that is no timelock, as in tests */
  timelock: address.nullable(),
  priceFeed: address.nullable(),
  explorerUrl: z.url().nullable(),
  /** names of addresses for people: merchants and stakers of a local chain */
  labels: z.record(z.string(), z.string()),
  /** code hash at deployment, so that a chain that was reset is found out */
  codeHash: hexData,
});
export type Deployment = z.infer<typeof deployment>;
