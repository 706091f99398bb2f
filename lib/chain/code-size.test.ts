import { describe, expect, it } from 'vitest';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { libraryCodes } from '@/contracts-abi/bytecode/libraries';
import { timelockCode } from '@/contracts-abi/bytecode/timelock';
import { walletCollateralCode } from '@/contracts-abi/bytecode/wallet-collateral';

/** What a chain takes, in bytes: EIP-170 for code, EIP-3860 for what creates it. */
const MOST_CODE = 24_576;
const MOST_CREATION = 49_152;

const bytes = (hex: string) => (hex.length - 2) / 2;

describe('code that a chain takes', () => {
  it.each([collateralPoolCode, walletCollateralCode, timelockCode, ...Object.values(libraryCodes)])(
    '$contract',
    ({ runtime, creation }) => {
      expect(bytes(runtime)).toBeLessThanOrEqual(MOST_CODE);
      expect(bytes(creation)).toBeLessThanOrEqual(MOST_CREATION);
    },
  );
});
