// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { Rewards } from "./PoolState.sol";

/// @title  RewardMath
/// @notice How rewards flow: evenly over the time that is left, to the shares that are active while they do.
/// @dev    Amounts are below 2^96 wei, shares below 2^128, so no product here leaves 256 bits.
library RewardMath {
    uint256 internal constant SCALE = 1e18;

    /// @notice Lets the stream flow up to `nowAt`. With nobody active its clock stands still.
    function accrue(Rewards memory r, uint256 active, uint256 nowAt) internal pure {
        uint256 elapsed = Math.min(nowAt - r.accruedAt, r.secondsLeft);
        r.accruedAt = uint32(nowAt);
        if (elapsed == 0 || active == 0) return;

        uint256 fees = (r.feesLeft * elapsed) / r.secondsLeft;
        uint256 topUps = (r.topUpsLeft * elapsed) / r.secondsLeft;
        unchecked {
            // Parts of what they are taken from.
            r.feesLeft -= uint96(fees);
            r.topUpsLeft -= uint96(topUps);
            r.secondsLeft -= uint32(elapsed);
        }
        (r.feesPerShare, r.feeRemainder) = _share(fees, r.feesPerShare, r.feeRemainder, active);
        (r.topUpsPerShare, r.topUpRemainder) = _share(topUps, r.topUpsPerShare, r.topUpRemainder, active);
    }

    /// @dev The sum may pass 2^128 and start again at 0: accounts only ever look at how much it grew. To grow by that
    ///      much between two looks, a share would have to earn three hundred million million million times its first
    ///      price; whoever did not look would earn less, never more.
    function _share(uint256 amount, uint128 perShare, uint128 remainder, uint256 active)
        private
        pure
        returns (uint128, uint128)
    {
        uint256 scaled = amount * SCALE + remainder;
        unchecked {
            return (perShare + uint128(scaled / active), uint128(scaled % active));
        }
    }

    /// @return wei that `shares` earned while the sum for a share went from `index` to `perShare`, floor
    function earned(uint256 shares, uint128 perShare, uint128 index) internal pure returns (uint256) {
        unchecked {
            return (shares * (perShare - index)) / SCALE;
        }
    }

    /// @notice Seconds a stream goes on after `value` wei joined the `left` wei that had `secondsLeft` to go: the mean of
    ///         the two, each by its weight, ceil. So a speck of dust does not hold up what is on its way.
    function extended(uint256 left, uint256 secondsLeft, uint256 value, uint256 period)
        internal
        pure
        returns (uint256)
    {
        return Math.ceilDiv(left * secondsLeft + value * period, left + value);
    }
}
