// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolBooks } from "./PoolBooks.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book, PoolState } from "./PoolState.sol";

/// @title  Rolling
/// @notice Settles what time has ended in a book.
library Rolling {
    using PoolBooks for Book;
    using PoolBooks for PoolState;
    using PoolMath for PoolMath.Totals;
    using SafeCast for uint256;

    /// @notice Settles up to `limit` epochs that have ended by `today`, in order. Cannot fail, whatever anyone did before:
    ///         the sums by epoch are parts of the totals, and exits are paid in proportion.
    /// @return done true when nothing is left to settle
    function roll(PoolState storage state, bytes32 pool, uint256 today, uint256 limit) internal returns (bool done) {
        Book storage book = state.books[pool];
        uint256 number = book.number;
        uint256 rolled = book.rolledEpoch;
        if (rolled == today) return true;
        PoolMath.Totals memory t = book.load();
        done = true;
        for (uint256 count = 0;; ++count) {
            PoolBooks.Due memory due = state.nextDue(number, t, rolled, today);
            if (due.epoch == 0) break;
            if (count == limit) {
                done = false;
                break;
            }
            uint256 exitAssets = t.settle(due.expired, due.exitShares);
            if (due.expired != 0) delete state.lockEnds[number][due.epoch];
            if (due.exitShares != 0) state.buckets[number][due.epoch].assets = exitAssets.toUint104();
            _tell(pool, due, exitAssets, t);
            rolled = due.epoch;
        }
        book.store(t, done ? today : rolled);
    }

    function _tell(bytes32 pool, PoolBooks.Due memory due, uint256 exitAssets, PoolMath.Totals memory t) private {
        emit ICollateralPool.EpochRolled(
            pool,
            due.epoch,
            due.expired,
            due.exitShares,
            exitAssets,
            t.assets,
            t.shares,
            t.pendingShares,
            t.locked,
            t.exitReserve
        );
    }
}
