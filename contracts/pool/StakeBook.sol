// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { EpochMarks } from "../manager/EpochMarks.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { Refusal } from "../manager/Refusal.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolBooks } from "./PoolBooks.sol";
import { PoolMath } from "./PoolMath.sol";
import { Account, Book, Bucket, PoolState } from "./PoolState.sol";
import { PoolTerms } from "./PoolTerms.sol";
import { RewardBook } from "./RewardBook.sol";
import { Rolling } from "./Rolling.sol";

/// @title  StakeBook
/// @notice The way into a book, and out of it: shares for a stake, a ticket for an epoch, and what that
///         pays when the epoch has ended.
/// @dev    A ticket is an account's shares in the bucket of one epoch; requests for the same epoch add up.
///         A library of its own, linked at deployment, for the sake of the manager's size: `msg.sender` is the staker.
library StakeBook {
    using EpochMarks for mapping(uint256 word => uint256 bits);
    using PoolBooks for Book;
    using SafeCast for uint256;

    /// @notice Settles up to `limit` epochs that have ended by `today`, see `Rolling`.
    /// @return done true when nothing is left to settle
    function roll(PoolState storage state, bytes32 pool, uint256 today, uint256 limit) external returns (bool done) {
        return Rolling.roll(state, pool, today, limit);
    }

    /// @dev The book of `pool`, with all settled that has ended.
    function _rolled(PoolState storage state, bytes32 pool, uint256 epochLength) private returns (Book storage book) {
        book = state.books[pool];
        Rolling.roll(state, pool, block.timestamp / epochLength, type(uint256).max);
    }

    /// @notice Mints shares for `value` wei of `staker` at the price of this moment, floor. Reverts with `PoolClosed`,
    ///         `StakesPaused`, `BelowMinStake`, `PoolExhausted`, `BelowMinShares`.
    /// @param  minStake wei, the least that will do
    function stake(
        PoolState storage state,
        bytes32 pool,
        address staker,
        uint256 value,
        uint256 minStake,
        uint256 epochLength
    ) external returns (uint256 shares) {
        Book storage book = _rolled(state, pool, epochLength);
        PoolMath.Totals memory t = book.load();
        bytes memory refusal;
        (shares, refusal) = PoolTerms.stake(pool, book, t, value, minStake);
        Refusal.raise(refusal);
        Account storage account = RewardBook.earn(state, book, staker);
        if (t.shares == 0) {
            // What is left without an owner is no gift to whoever comes first.
            t.unallocated += t.assets;
            t.assets = 0;
        }
        t.assets += value;
        t.shares += shares;
        book.store(t, book.rolledEpoch);
        uint256 accountShares = account.shares + shares;
        account.shares = uint128(accountShares); // no more than all shares
        emit ICollateralPool.Supplied(
            pool, staker, value, shares, accountShares, t.assets, t.shares, t.unallocated
        );
    }

    function request(PoolState storage state, bytes32 pool, uint256 shares, uint256 epochLength)
        external
        returns (uint256 exitEpoch, uint256 taken)
    {
        Book storage book = _rolled(state, pool, epochLength);
        Account storage account = RewardBook.earn(state, book, msg.sender);
        uint256 held = account.shares;
        (taken, exitEpoch) = PoolTerms.exit(book, held, shares, epochLength);

        account.shares = uint128(held - taken);
        uint256 number = book.number;
        mapping(uint256 epoch => uint256 shares) storage tickets = state.tickets[number][msg.sender];
        uint256 ticketShares = tickets[exitEpoch] + taken;
        tickets[exitEpoch] = ticketShares;
        Bucket storage bucket = state.buckets[number][exitEpoch];
        if (bucket.shares == 0) state.marks[number].mark(exitEpoch);
        bucket.shares = (bucket.shares + taken).toUint128();
        uint256 pendingShares = book.pendingShares + taken;
        book.pendingShares = pendingShares.toUint128();
        emit ICollateralPool.ExitRequested(
            pool, msg.sender, exitEpoch, taken, held - taken, ticketShares, pendingShares
        );
    }

    function cancel(PoolState storage state, bytes32 pool, uint256 exitEpoch, uint256 epochLength)
        external
        returns (uint256 shares)
    {
        Book storage book = _rolled(state, pool, epochLength);
        uint256 number = book.number;
        shares = _takeTicket(state, number, pool, exitEpoch);
        if (exitEpoch <= book.rolledEpoch) {
            revert ICollateralPool.ExitAlreadyDue(exitEpoch, exitEpoch * epochLength);
        }
        Account storage account = RewardBook.earn(state, book, msg.sender);
        uint256 accountShares = account.shares + shares;
        if (accountShares < PoolMath.MIN_SHARES) {
            revert ICollateralPool.BelowMinShares(accountShares, PoolMath.MIN_SHARES);
        }
        account.shares = uint128(accountShares);
        Bucket storage bucket = state.buckets[number][exitEpoch];
        bucket.shares -= uint128(shares);
        uint256 pendingShares = book.pendingShares - shares;
        book.pendingShares = pendingShares.toUint128();
        emit ICollateralPool.ExitCancelled(pool, msg.sender, exitEpoch, shares, accountShares, pendingShares);
    }

    /// @dev Each ticket gets its part of the bucket, floor; the last one of a bucket takes what rounding left.
    /// @return amount wei, for all of the tickets
    function claim(
        PoolState storage state,
        bytes32 pool,
        uint256[] calldata exitEpochs,
        address to,
        uint256 epochLength
    ) external returns (uint256 amount) {
        if (exitEpochs.length == 0) revert ICollateralManager.ZeroAmount();
        Book storage book = _rolled(state, pool, epochLength);
        for (uint256 i = 0; i < exitEpochs.length; ++i) {
            uint256 exitEpoch = exitEpochs[i];
            uint256 shares = _takeTicket(state, book.number, pool, exitEpoch);
            if (exitEpoch > book.rolledEpoch) {
                revert ICollateralPool.ExitNotDue(exitEpoch, exitEpoch * epochLength, block.timestamp);
            }
            uint256 part = _takePart(state.buckets[book.number][exitEpoch], shares);
            uint256 exitReserve = book.exitReserve - part;
            book.exitReserve = exitReserve.toUint104();
            amount += part;
            emit ICollateralPool.ExitClaimed(pool, msg.sender, exitEpoch, to, shares, part, exitReserve);
        }
    }

    function _takePart(Bucket storage bucket, uint256 shares) private returns (uint256 part) {
        (uint256 sharesLeft, uint256 assetsLeft) = (bucket.shares, bucket.assets);
        part = PoolMath.assetsFor(shares, assetsLeft, sharesLeft);
        (bucket.shares, bucket.assets) = (uint128(sharesLeft - shares), uint104(assetsLeft - part)); // only less
    }

    /// @dev Shares of the caller's ticket, which is thereby used up. Reverts with `NoTicket`.
    function _takeTicket(PoolState storage state, uint256 number, bytes32 pool, uint256 exitEpoch)
        private
        returns (uint256 shares)
    {
        mapping(uint256 epoch => uint256 shares) storage tickets = state.tickets[number][msg.sender];
        shares = tickets[exitEpoch];
        if (shares == 0) revert ICollateralPool.NoTicket(pool, msg.sender, exitEpoch);
        delete tickets[exitEpoch];
    }
}
