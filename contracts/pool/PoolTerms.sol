// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { Partition } from "../amp/Partition.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book } from "./PoolState.sol";

/// @title  PoolTerms
/// @notice On what terms one comes in and goes out: once for the act, once more for its preview.
library PoolTerms {
    /// @dev Whether this is the id of a generation that is over.
    function isClosed(bytes32 pool) internal pure returns (bool) {
        return Partition.prefix(pool) != Partition.POOL_PREFIX;
    }

    /// @return shares  for a stake of `value` wei, floor
    /// @return refusal the error that the stake meets, as revert data; empty when there is none
    function stake(bytes32 pool, Book storage book, PoolMath.Totals memory t, uint256 value, uint256 minStake)
        internal
        view
        returns (uint256 shares, bytes memory refusal)
    {
        if (isClosed(pool)) return (0, abi.encodeWithSelector(ICollateralPool.PoolClosed.selector, pool));
        if (book.rules.stakesPaused) {
            return (0, abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
        }
        if (value < minStake) {
            return (0, abi.encodeWithSelector(ICollateralPool.BelowMinStake.selector, value, minStake));
        }
        shares = PoolMath.sharesFor(value, t);
        if (t.shares + shares > type(uint128).max) {
            return (0, abi.encodeWithSelector(ICollateralPool.PoolExhausted.selector, pool, t.assets, t.shares));
        }
        if (shares < PoolMath.MIN_SHARES) {
            return (
                0, abi.encodeWithSelector(ICollateralPool.BelowMinShares.selector, shares, PoolMath.MIN_SHARES)
            );
        }
    }

    /// @dev The epoch follows the locks: no stake leaves before the last lock that may have counted on it has ended.
    ///      Reverts with `ZeroAmount`, `InsufficientShares`.
    /// @return taken     `shares`, or all of `held` when fewer than `MIN_SHARES` would stay
    /// @return exitEpoch the epoch with whose end they leave
    function exit(Book storage book, uint256 held, uint256 shares, uint256 epochLength)
        internal
        view
        returns (uint256 taken, uint256 exitEpoch)
    {
        if (shares == 0) revert ICollateralManager.ZeroAmount();
        if (shares > held) revert ICollateralPool.InsufficientShares(shares, held);
        taken = held - shares < PoolMath.MIN_SHARES ? held : shares;
        exitEpoch = Math.max((block.timestamp + book.cooldown) / epochLength + 1, book.latestLockEnd);
    }
}
