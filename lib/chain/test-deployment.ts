import type { Deployment } from '@/lib/domain/api';

/** A deployment for tests that need no chain. */
export const testDeployment: Deployment = {
  chainId: 31337,
  local: true,
  startBlock: 1,
  epochLength: 300,
  amp: '0x00000000000000000000000000000000000000a1',
  swapToken: null,
  collateralPool: '0x00000000000000000000000000000000000000c1',
  walletCollateral: '0x00000000000000000000000000000000000000c2',
  timelock: null,
  priceFeed: null,
  explorerUrl: null,
  labels: {},
  codeHash: `0x${'ab'.repeat(32)}`,
};
