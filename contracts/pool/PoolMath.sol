// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title  PoolMath
/// @notice The arithmetic of a pool and its rounding, apart from where the figures are kept.
/// @dev    Amounts are below 2^104 and shares below 2^128, so that a product of the two fits in 256 bits.
library PoolMath {
    uint256 internal constant BPS = 10_000;

    /// @dev An account holds no shares or at least these: rounding then cannot move the price of a share noticeably.
    uint256 internal constant MIN_SHARES = 1e6;

    /// @dev From here on, a wei buys so many shares that a new stake would get no fair price.
    uint256 internal constant MAX_SHARES_PER_WEI = 1e12;

    /// @notice What a pool owns and owes: wei and shares.
    struct Totals {
        uint256 assets;
        uint256 shares; // active and pending
        uint256 pendingShares;
        uint256 locked;
        uint256 exitReserve;
        uint256 unallocated;
    }

    /// @return shares for a stake of `value` wei, floor; the first stake gets one share a wei
    function sharesFor(uint256 value, Totals memory t) internal pure returns (uint256 shares) {
        return t.shares == 0 ? value : (value * t.shares) / t.assets;
    }

    /// @return wei that `shares` out of `totalShares` are worth, floor
    function assetsFor(uint256 shares, uint256 assets, uint256 totalShares) internal pure returns (uint256) {
        return totalShares == 0 ? 0 : (shares * assets) / totalShares;
    }

    /// @return wei that may be locked in all. Shares on their way out do not count; what they own is rounded up.
    function capacity(Totals memory t, uint256 maxUtilisationBps) internal pure returns (uint256) {
        if (t.shares == 0) return 0;
        uint256 leaving = Math.ceilDiv(t.pendingShares * t.assets, t.shares);
        return ((t.assets - leaving) * maxUtilisationBps) / BPS;
    }

    /// @notice Whether losses have left less than a millionth of a millionth of a wei a share.
    function exhausted(uint256 assets, uint256 shares) internal pure returns (bool) {
        return assets * MAX_SHARES_PER_WEI < shares;
    }

    /// @notice Ends an epoch: first its locks, then its exits, so that no exit ever waits for a lock of its epoch.
    /// @return exitAssets wei set aside for the exits, floor: what is cut off stays with those who remain
    function settle(Totals memory t, uint256 expired, uint256 exitShares) internal pure returns (uint256 exitAssets) {
        t.locked -= expired;
        exitAssets = assetsFor(exitShares, t.assets, t.shares);
        t.assets -= exitAssets;
        t.shares -= exitShares;
        t.pendingShares -= exitShares;
        t.exitReserve += exitAssets;
    }
}
