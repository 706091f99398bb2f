// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { EpochMarks } from "../manager/EpochMarks.sol";
import { LockWord } from "../manager/LockWord.sol";
import { PaymentLocks } from "../manager/PaymentLocks.sol";
import { Refusal } from "../manager/Refusal.sol";
import { Generations } from "./Generations.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolBooks } from "./PoolBooks.sol";
import { PoolLedger } from "./PoolLedger.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book } from "./PoolState.sol";
import { PoolTerms } from "./PoolTerms.sol";
import { PoolViews } from "./PoolViews.sol";

/// @title  PoolLocks
/// @notice The payments' side: what a lock takes from a pool's capacity, and who bears its draw.
abstract contract PoolLocks is PoolLedger, PaymentLocks {
    using EpochMarks for mapping(uint256 word => uint256 bits);
    using PoolBooks for Book;
    using PoolMath for PoolMath.Totals;
    using SafeCast for uint256;

    // ---------------------------------------------------------------- lock

    /// @notice Sets collateral aside for a payment. Operator only.
    /// @dev    Reverts, in this order, with `UnknownPool`, `PoolClosed`, `LocksPaused`, `ZeroAmount`, `PaymentIdUsed`,
    ///         `MerchantNotRegistered`, `MerchantTooNew`, `InvalidTimes`, `CapacityExceeded`.
    function lock(Lock calldata item) external override nonReentrant onlyRole(OPERATOR_ROLE) {
        Refusal.raise(_lock(item));
    }

    /// @inheritdoc ICollateralPool
    /// @dev Operator only. Items are taken in their order, each as if alone. Reverts with `BatchTooLong`.
    function lockBatch(Lock[] calldata items)
        external
        override
        nonReentrant
        onlyRole(OPERATOR_ROLE)
        returns (bool[] memory locked)
    {
        _requireBatch(items.length);
        locked = new bool[](items.length);
        for (uint256 i = 0; i < items.length; ++i) {
            bytes memory refusal = _lock(items[i]);
            if (refusal.length == 0) locked[i] = true;
            else emit LockSkipped(items[i].paymentId, items[i].pool, refusal);
        }
    }

    /// @dev Locks, or changes nothing but what time has changed, and returns the error as revert data.
    function _lock(Lock calldata item) private returns (bytes memory) {
        Book storage book = _state.books[item.pool];
        if (book.number == 0) return Refusal.data(UnknownPool.selector, item.pool);
        if (PoolTerms.isClosed(item.pool)) return Refusal.data(PoolClosed.selector, item.pool);
        _roll(item.pool, book, NO_LIMIT);
        bytes memory refusal = _lockRefusal(book, item);
        if (refusal.length != 0) return refusal;

        uint24 claimDelay = book.rules.claimDelay;
        uint16 number = book.number;
        _open(item.paymentId, number, item.merchant, item.amount, item.settleBy, item.expiresAt, claimDelay);
        _addLockEnd(book, number, item.pool, _endEpoch(item.expiresAt), item.amount);
        uint256 locked = book.locked + item.amount;
        book.locked = locked.toUint104();
        _emitLocked(item, claimDelay, locked);
        return "";
    }

    function _lockRefusal(Book storage book, Lock calldata item) private view returns (bytes memory refusal) {
        refusal = _termsRefusal(
            book.rules, item.pool, item.paymentId, item.merchant, item.amount, item.settleBy, item.expiresAt
        );
        if (refusal.length != 0) return refusal;
        PoolMath.Totals memory t = book.load();
        uint256 most = t.capacity(book.maxUtilisationBps);
        if (t.locked + item.amount > most) {
            return abi.encodeWithSelector(CapacityExceeded.selector, item.pool, item.amount, t.locked, most);
        }
    }

    function _addLockEnd(Book storage book, uint256 number, bytes32 pool, uint256 epoch, uint256 amount) private {
        uint256 end = _state.lockEnds[number][epoch];
        if (end == 0) end = uint256(pool) & ~uint256(type(uint160).max);
        if (uint160(end) == 0) _state.marks[number].mark(epoch);
        _state.lockEnds[number][epoch] = end + amount;
        if (epoch > book.latestLockEnd) book.latestLockEnd = epoch.toUint32();
    }

    function _emitLocked(Lock calldata item, uint32 claimDelay, uint256 locked) private {
        emit CollateralLocked(
            item.paymentId,
            item.pool,
            item.merchant,
            item.amount,
            item.settleBy,
            item.expiresAt,
            claimDelay,
            item.refHash,
            item.quote,
            locked
        );
    }

    // ---------------------------------------------------------------- release, draw

    function _free(bytes32 paymentId, LockWord held, uint256 amount, uint256 remaining) internal override {
        (bytes32 pool,, uint256 locked) = _unlock(held, amount);
        emit LockReleased(paymentId, pool, msg.sender, amount, remaining, locked);
    }

    /// @dev The loss is borne by all shares of the pool, those on their way out included. One that leaves next to nothing
    ///      a share ends the generation.
    function _pull(bytes32 paymentId, LockWord held, uint256 amount, uint256 remaining, address merchant)
        internal
        override
    {
        (bytes32 pool, Book storage book, uint256 locked) = _unlock(held, amount);
        uint256 assets = book.assets - amount;
        uint256 shares = book.shares;
        book.assets = assets.toUint104();
        emit LockDrawn(paymentId, pool, merchant, msg.sender, amount, remaining, assets, shares, locked);
        if (PoolMath.exhausted(assets, shares) && !PoolTerms.isClosed(pool)) Generations.close(_state, pool);
    }

    /// @dev Takes `amount` off the sums of the lock's pool. `locked` is what remains locked in it.
    function _unlock(LockWord held, uint256 amount)
        private
        returns (bytes32 pool, Book storage book, uint256 locked)
    {
        uint256 number = held.pool();
        uint256 epoch = _endEpoch(held.expiresAt());
        uint256 end = _state.lockEnds[number][epoch];
        _state.lockEnds[number][epoch] = end - amount;
        pool = bytes32((end & ~uint256(type(uint160).max)) | uint160(address(this)));
        book = _state.books[pool];
        if (book.number != number) {
            // Its generation is over, and is kept under another id.
            pool = _state.poolAt[number];
            book = _state.books[pool];
        }
        _roll(pool, book, NO_LIMIT);
        locked = book.locked - amount;
        book.locked = uint104(locked);
    }

    // ---------------------------------------------------------------- views

    function _poolOf(LockWord held) internal view override returns (bytes32) {
        return _state.poolAt[held.pool()];
    }

    function _covers(bytes32 paymentId) internal view override returns (bool) {
        bytes32 pool = _poolOf(_lockAt(paymentId));
        (, uint256 deferred) = deferredOf(pool, address(0));
        return PoolViews.covers(_state, amp, pool, epochLength, deferred);
    }
}
