// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../testing/Test.sol";
import { PoolMath } from "./PoolMath.sol";

contract PoolMathTest is Test {
    using PoolMath for PoolMath.Totals;

    function totals(uint256 assets, uint256 shares, uint256 pending) private pure returns (PoolMath.Totals memory t) {
        t.assets = assets;
        t.shares = shares;
        t.pendingShares = pending;
    }

    function test_the_first_stake_gets_a_share_a_wei_and_later_ones_the_price_floored() public pure {
        assertEq(PoolMath.sharesFor(17, totals(0, 0, 0)), 17);
        assertEq(PoolMath.sharesFor(10, totals(3, 10, 0)), 33, "33.33 shares");
    }

    function test_exits_are_floored_and_what_leaves_the_capacity_is_rounded_up() public pure {
        assertEq(PoolMath.assetsFor(2, 10, 3), 6, "6.67 wei");
        assertEq(PoolMath.assetsFor(2, 10, 0), 0, "no shares, nothing to divide");
        assertEq(totals(10, 3, 2).capacity(10_000), 3, "10 - 6.67 up");
        assertEq(totals(10, 3, 0).capacity(9_999), 9, "9.999");
        assertEq(totals(10, 0, 0).capacity(10_000), 0, "what nobody owns guarantees nothing");
    }

    function test_exhausted_is_less_than_a_wei_for_a_million_million_shares() public pure {
        assertFalse(PoolMath.exhausted(1, 1e12));
        assertTrue(PoolMath.exhausted(1, 1e12 + 1));
        assertTrue(PoolMath.exhausted(0, 1));
        assertFalse(PoolMath.exhausted(0, 0), "an empty pool is not");
    }

    function test_settling_ends_locks_first_then_pays_exits_floored() public pure {
        PoolMath.Totals memory t = totals(1000, 300, 100);
        t.locked = 700;
        assertEq(t.settle(600, 100), 333);
        assertEq(t.assets, 667);
        assertEq(t.shares, 200);
        assertEq(t.pendingShares, 0);
        assertEq(t.locked, 100);
        assertEq(t.exitReserve, 333);
    }

    /// @dev The widest figures the books can hold: no product may overflow.
    function test_the_largest_figures_do_not_overflow() public pure {
        PoolMath.Totals memory t = totals(type(uint104).max, type(uint128).max, type(uint128).max);
        assertEq(t.capacity(10_000), 0);
        assertEq(PoolMath.assetsFor(t.shares, t.assets, t.shares), t.assets);
        assertEq(PoolMath.sharesFor(t.assets, t), t.shares);
        assertFalse(PoolMath.exhausted(t.assets, t.shares));
    }
}
