// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { IAmp } from "../amp/IAmp.sol";
import { Partition } from "../amp/Partition.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolBooks } from "./PoolBooks.sol";
import { PoolMath } from "./PoolMath.sol";
import { Account, Book, Bucket, PoolState, Rewards } from "./PoolState.sol";
import { PoolTerms } from "./PoolTerms.sol";
import { RewardBook } from "./RewardBook.sol";
import { RewardMath } from "./RewardMath.sol";

/// @title  PoolViews
/// @notice What a pool looks like to people: all as if rolled and accrued at this block.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size. Answers are encoded structs.
library PoolViews {
    using PoolBooks for PoolState;
    using PoolMath for PoolMath.Totals;
    using SafeCast for uint256;

    /// @return an encoded `PoolView`; `exists` is false, and all else 0, for a pool that was never opened
    function info(PoolState storage state, bytes32 pool, uint256 epochLength, uint256 deferred)
        external
        view
        returns (bytes memory)
    {
        ICollateralPool.PoolView memory v;
        Book storage book = state.books[pool];
        if (book.number == 0) return abi.encode(v);
        PoolMath.Totals memory t = _totals(state, book, epochLength);
        Rewards memory r = state.accrued(book);
        v.exists = true;
        v.closed = PoolTerms.isClosed(pool);
        v.generation = book.generation;
        v.params = _params(book);
        v.pauses = book.rules.pauses();
        v.assets = t.assets;
        v.shares = t.shares;
        v.pendingShares = t.pendingShares;
        v.locked = t.locked;
        v.exitReserve = t.exitReserve;
        v.unallocated = t.unallocated;
        v.rewardReserve = state.rewardReserve[book.number];
        v.feesLeft = r.feesLeft;
        v.topUpsLeft = r.topUpsLeft;
        v.rewardSecondsLeft = r.secondsLeft;
        v.deferred = deferred;
        v.drawnInWindow = book.rules.drawnNow();
        v.windowEnds = book.rules.windowEnds();
        v.rolledEpoch = block.timestamp / epochLength;
        v.latestLockEnd = book.latestLockEnd;
        (v.capacity, v.free) = _capacity(pool, book, t);
        return abi.encode(v);
    }

    function _params(Book storage book) private view returns (ICollateralPool.PoolParams memory) {
        return ICollateralPool.PoolParams({
            maxUtilisationBps: book.maxUtilisationBps,
            cooldown: book.cooldown,
            maxLockDuration: book.rules.maxLockDuration,
            claimDelay: book.rules.claimDelay,
            merchantDelay: book.rules.merchantDelay,
            rewardEpochs: book.rewardEpochs,
            drawWindow: book.rules.drawWindow,
            drawLimit: book.rules.drawLimit,
            minStake: book.minStake
        });
    }

    function capacity(PoolState storage state, bytes32 pool, uint256 epochLength)
        external
        view
        returns (uint256 most, uint256 locked, uint256 free)
    {
        Book storage book = _existing(state, pool);
        PoolMath.Totals memory t = _totals(state, book, epochLength);
        locked = t.locked;
        (most, free) = _capacity(pool, book, t);
    }

    /// @dev A generation that is over takes no locks.
    function _capacity(bytes32 pool, Book storage book, PoolMath.Totals memory t)
        private
        view
        returns (uint256 most, uint256 free)
    {
        if (PoolTerms.isClosed(pool)) return (0, 0);
        most = t.capacity(book.maxUtilisationBps);
        free = most > t.locked ? most - t.locked : 0;
    }

    /// @return an encoded `AccountView`; zeros for a pool that does not exist
    function account(PoolState storage state, bytes32 pool, address owner, uint256 epochLength, uint256 deferred)
        external
        view
        returns (bytes memory)
    {
        Book storage book = state.books[pool];
        PoolMath.Totals memory t = _totals(state, book, epochLength);
        Rewards memory r = state.accrued(book);
        Account storage a = state.accounts[book.number][owner];
        ICollateralPool.AccountView memory v;
        v.shares = a.shares;
        v.assets = PoolMath.assetsFor(v.shares, t.assets, t.shares);
        v.fees = a.feesOwed + RewardMath.earned(v.shares, r.feesPerShare, a.feeIndex);
        v.topUps = a.topUpsOwed + RewardMath.earned(v.shares, r.topUpsPerShare, a.topUpIndex);
        v.deferred = deferred;
        return abi.encode(v);
    }

    /// @return an encoded `TicketView`; no shares where there is no ticket, or it has been claimed
    function ticket(PoolState storage state, bytes32 pool, address owner, uint256 exitEpoch, uint256 epochLength)
        external
        view
        returns (bytes memory)
    {
        Book storage book = state.books[pool];
        Bucket storage bucket = state.buckets[book.number][exitEpoch];
        uint256 today = block.timestamp / epochLength;
        ICollateralPool.TicketView memory v;
        if (exitEpoch > type(uint32).max) return abi.encode(v); // no such epoch will ever be rolled
        v.shares = state.tickets[book.number][owner][exitEpoch];
        v.rolled = exitEpoch <= today;
        v.exitAt = exitEpoch * epochLength;
        (PoolMath.Totals memory t, uint256 exitAssets) = state.asRolled(book, today, exitEpoch);
        if (exitEpoch <= book.rolledEpoch) exitAssets = bucket.assets;
        v.assets = v.rolled
            ? PoolMath.assetsFor(v.shares, exitAssets, bucket.shares)
            : PoolMath.assetsFor(v.shares, t.assets, t.shares);
        return abi.encode(v);
    }

    function previewStake(PoolState storage state, bytes32 pool, uint256 value, uint256 epochLength)
        external
        view
        returns (uint256 shares)
    {
        PoolMath.Totals memory t = _totals(state, _existing(state, pool), epochLength);
        shares = PoolMath.sharesFor(value.toUint104(), t);
        if (t.shares + shares > type(uint128).max) {
            revert ICollateralPool.PoolExhausted(pool, t.assets, t.shares);
        }
    }

    function previewExit(PoolState storage state, bytes32 pool, address owner, uint256 shares, uint256 epochLength)
        external
        view
        returns (uint256 taken, uint256 assets, uint256 exitEpoch, uint256 exitAt)
    {
        Book storage book = _existing(state, pool);
        uint256 held = state.accounts[book.number][owner].shares;
        (taken, exitEpoch) = PoolTerms.exit(book, held, shares, epochLength);
        PoolMath.Totals memory t = _totals(state, book, epochLength);
        assets = PoolMath.assetsFor(taken, t.assets, t.shares);
        exitAt = exitEpoch * epochLength;
    }

    /// @notice Whether a stake of `value` wei would be taken in this block.
    function takesStake(PoolState storage state, bytes32 pool, uint256 value, uint256 epochLength)
        external
        view
        returns (bool)
    {
        Book storage book = state.books[pool];
        PoolMath.Totals memory t = _totals(state, book, epochLength);
        if (value > type(uint104).max - t.assets) return false; // more than all AMP there is
        (, bytes memory refusal) = PoolTerms.stake(pool, book, t, value, book.minStake);
        return refusal.length == 0;
    }

    /// @notice Whether a reward of `value` wei would.
    function takesReward(PoolState storage state, bytes32 pool, uint256 value) external view returns (bool) {
        return value <= RewardBook.room(state, state.books[pool]);
    }

    /// @notice Whether a pool has what it has locked, and Amp what the pool says it has.
    function covers(PoolState storage state, IAmp amp, bytes32 pool, uint256 epochLength, uint256 deferred)
        external
        view
        returns (bool)
    {
        Book storage book = state.books[pool];
        PoolMath.Totals memory t = _totals(state, book, epochLength);
        uint256 owed = t.assets + t.exitReserve + t.unallocated + state.rewardReserve[book.number] + deferred;
        bytes32 partition = Partition.withPrefix(Partition.POOL_PREFIX, pool);
        return t.locked <= t.assets && owed <= amp.balanceOfByPartition(partition, address(this));
    }

    function _totals(PoolState storage state, Book storage book, uint256 epochLength)
        private
        view
        returns (PoolMath.Totals memory t)
    {
        (t,) = state.asRolled(book, block.timestamp / epochLength, 0);
    }

    function _existing(PoolState storage state, bytes32 pool) private view returns (Book storage book) {
        book = state.books[pool];
        if (book.number == 0) revert ICollateralManager.UnknownPool(pool);
    }
}
