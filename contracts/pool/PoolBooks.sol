// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { EpochMarks } from "../manager/EpochMarks.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book, PoolState, Rewards } from "./PoolState.sol";
import { RewardMath } from "./RewardMath.sol";

/// @title  PoolBooks
/// @notice Reads and writes the totals of a book, and sees what time has ended in it. For the manager and its views.
library PoolBooks {
    using EpochMarks for mapping(uint256 word => uint256 bits);
    using PoolMath for PoolMath.Totals;
    using RewardMath for Rewards;
    using SafeCast for uint256;

    /// @notice What ends with an epoch; `epoch` is 0 for none.
    struct Due {
        uint256 epoch;
        uint256 expired; // wei of locks
        uint256 exitShares;
    }

    function load(Book storage book) internal view returns (PoolMath.Totals memory t) {
        t.assets = book.assets;
        t.locked = book.locked;
        t.shares = book.shares;
        t.pendingShares = book.pendingShares;
        t.exitReserve = book.exitReserve;
        t.unallocated = book.unallocated;
    }

    /// @dev Narrowed first, then written: so that each slot is written once.
    function store(Book storage book, PoolMath.Totals memory t, uint256 rolled) internal {
        (uint104 assets, uint104 locked, uint32 rolledEpoch) =
            (t.assets.toUint104(), t.locked.toUint104(), rolled.toUint32());
        (book.assets, book.locked, book.rolledEpoch) = (assets, locked, rolledEpoch);
        (uint128 shares, uint128 pendingShares) = (t.shares.toUint128(), t.pendingShares.toUint128());
        (book.shares, book.pendingShares) = (shares, pendingShares);
        (uint104 exitReserve, uint104 unallocated) = (t.exitReserve.toUint104(), t.unallocated.toUint104());
        (book.exitReserve, book.unallocated) = (exitReserve, unallocated);
    }

    /// @dev Totals as if rolled at epoch `today` and, where `wanted` is settled on the way, what its exits get.
    function asRolled(PoolState storage state, Book storage book, uint256 today, uint256 wanted)
        internal
        view
        returns (PoolMath.Totals memory t, uint256 wantedAssets)
    {
        t = load(book);
        uint256 rolled = book.rolledEpoch;
        while (rolled < today) {
            Due memory due = nextDue(state, book.number, t, rolled, today);
            if (due.epoch == 0) break;
            uint256 exitAssets = t.settle(due.expired, due.exitShares);
            if (due.epoch == wanted) wantedAssets = exitAssets;
            rolled = due.epoch;
        }
    }

    /// @dev The first epoch after `rolled`, up to `today`, in which something ends. With nothing
    ///      locked and nobody leaving there can be none, so a pool that was left alone for ages is not searched.
    function nextDue(PoolState storage state, uint256 number, PoolMath.Totals memory t, uint256 rolled, uint256 today)
        internal
        view
        returns (Due memory due)
    {
        if (t.locked == 0 && t.pendingShares == 0) return due;
        mapping(uint256 word => uint256 bits) storage marks = state.marks[number];
        // Day after day there is but one to look at, and no need to search.
        due.epoch = rolled + 1 == today ? today : marks.next(rolled + 1, today);
        while (due.epoch != 0) {
            due.expired = uint160(state.lockEnds[number][due.epoch]);
            due.exitShares = state.buckets[number][due.epoch].shares;
            // A mark stays when its locks are released and its exits cancelled.
            if (due.expired != 0 || due.exitShares != 0) break;
            due.epoch = marks.next(due.epoch + 1, today);
        }
    }

    /// @dev The rewards of a book as of now. Rolling changes nothing about them: those who leave were not active.
    function accrued(PoolState storage state, Book storage book) internal view returns (Rewards memory r) {
        r = state.rewards[book.number];
        r.accrue(book.shares - book.pendingShares, block.timestamp);
    }
}
