import { describe, expect, it } from 'vitest';
import { assetAmount, collateralFor, INITIAL_PRICE, nextPrice, settleSeconds } from './market';
import { createRandom } from './random';

describe('the market', () => {
  it('locks a payment’s worth and 3 % on top, rounded up', () => {
    // $42.00 at $0.0042 are 10,000 AMP
    expect(collateralFor(4_200n, 420_000n)).toBe(10_300n * 10n ** 18n);
    // a third of a wei too little would not cover it
    const wei = collateralFor(100n, 300_007n);
    expect(wei * 300_007n * 10_000n).toBeGreaterThanOrEqual(100n * 10n ** 24n * 10_300n);
    expect((wei - 1n) * 300_007n * 10_000n).toBeLessThan(100n * 10n ** 24n * 10_300n);
  });

  it('names the customer’s amount in the asset’s smallest unit', () => {
    expect(assetAmount('BTC', 9_640_000n)).toBe(100_000_000n);
    expect(assetAmount('ETH', 341_200n)).toBe(10n ** 18n);
    expect(assetAmount('LN', 1n)).toBe(10n);
  });

  it('settles Bitcoin in 40 to 60 minutes, twenty times as fast live, and Lightning at once', () => {
    const random = createRandom('settling');
    for (let i = 0; i < 200; i += 1) {
      const world = settleSeconds('BTC', 1, random);
      expect(world).toBeGreaterThanOrEqual(2_400);
      expect(world).toBeLessThanOrEqual(3_600);
      const live = settleSeconds('BTC', 1 / 20, random);
      expect(live).toBeGreaterThanOrEqual(120);
      expect(live).toBeLessThanOrEqual(180);
      expect(settleSeconds('LN', 1, random)).toBeLessThanOrEqual(1);
    }
  });

  it('lets the price wander, but not away', () => {
    const random = createRandom('price');
    let price = INITIAL_PRICE;
    const seen = new Set<bigint>();
    for (let i = 0; i < 5_000; i += 1) {
      price = nextPrice(price, random);
      seen.add(price);
      expect(price).toBeGreaterThan((INITIAL_PRICE * 85n) / 100n);
      expect(price).toBeLessThan((INITIAL_PRICE * 115n) / 100n);
    }
    expect(seen.size).toBeGreaterThan(1_000);
  });
});
