// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { EpochMarks } from "./EpochMarks.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { LockWord, LockWords } from "./LockWord.sol";
import { MerchantRegistry } from "./MerchantRegistry.sol";
import { PoolMath } from "./PoolMath.sol";

/// @title  PoolLocks
/// @notice The payments' side: locks by the operator, claims by merchants, releases, draws.
abstract contract PoolLocks is MerchantRegistry {
    using EpochMarks for mapping(uint256 word => uint256 bits);
    using PoolMath for PoolMath.Totals;
    using SafeCast for uint256;

    /// @dev Items in one batch, at the most.
    uint256 private constant MAX_BATCH = 100;

    /// @dev A lock stays when it is over, so that its id is never used again.
    mapping(bytes32 paymentId => LockWord) private _locks;
    mapping(bytes32 paymentId => uint256 timestamp) private _claimedAt;

    // ---------------------------------------------------------------- lock

    /// @notice Sets collateral aside for a payment. Operator only.
    /// @dev    Reverts, in this order, with `UnknownPool`, `LocksPaused`, `ZeroAmount`, `PaymentIdUsed`,
    ///         `MerchantNotRegistered`, `InvalidTimes`, `CapacityExceeded`.
    function lock(Lock calldata item) external override nonReentrant onlyRole(OPERATOR_ROLE) {
        _refuse(_lock(item));
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
        Book storage book = _books[item.pool];
        if (book.index == 0) return _error(UnknownPool.selector, item.pool);
        _roll(item.pool, book, NO_LIMIT);
        bytes memory refusal = _lockRefusal(book, item);
        if (refusal.length != 0) return refusal;

        uint24 claimDelay = book.claimDelay;
        uint16 index = book.index;
        _locks[item.paymentId] = LockWords.open(
            index, _merchants[item.merchant].number, item.amount, item.settleBy, item.expiresAt, claimDelay
        );

        uint256 epoch = _endEpoch(item.expiresAt);
        uint256 end = _lockEnds[index][epoch];
        if (end == 0) end = uint256(item.pool) & ~uint256(type(uint160).max);
        if (uint160(end) == 0) book.marks.mark(epoch);
        _lockEnds[index][epoch] = end + item.amount;
        if (epoch > book.latestLockEnd) book.latestLockEnd = epoch.toUint32();
        uint112 locked = book.locked + item.amount;
        book.locked = locked;
        _emitLocked(item, claimDelay, locked);
        return "";
    }

    function _lockRefusal(Book storage book, Lock calldata item) private view returns (bytes memory) {
        if (book.locksPaused) return _error(LocksPaused.selector, item.pool);
        if (item.amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (_locks[item.paymentId].status() != LockStatus.None) return _error(PaymentIdUsed.selector, item.paymentId);
        if (_merchants[item.merchant].since == 0) {
            return _error(MerchantNotRegistered.selector, bytes32(uint256(uint160(item.merchant))));
        }
        uint256 claimDelay = book.claimDelay;
        uint256 latest = block.timestamp + book.maxLockDuration;
        bool inTime = block.timestamp < item.settleBy && item.settleBy + claimDelay < item.expiresAt
            && item.expiresAt <= latest;
        if (!inTime) {
            return abi.encodeWithSelector(
                InvalidTimes.selector, item.settleBy, item.expiresAt, claimDelay, latest, block.timestamp
            );
        }
        PoolMath.Totals memory t = _load(book);
        uint256 capacity = t.capacity(book.maxUtilisationBps);
        if (t.locked + item.amount > capacity) {
            return abi.encodeWithSelector(CapacityExceeded.selector, item.pool, item.amount, t.locked, capacity);
        }
        return "";
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

    // ---------------------------------------------------------------- release

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `LockNotOpen`, `NotOperatorNorMerchant`, `ClaimMatured` (operator), `ZeroAmount`,
    ///      `AmountExceedsLock`. Nothing pauses it. It calls nobody, so the guard is only looked at, not set.
    function release(bytes32 paymentId, uint256 amount) external override nonReentrantView {
        _release(paymentId, _openLock(paymentId), amount);
    }

    /// @inheritdoc ICollateralPool
    /// @dev The caller is the operator or the merchant of each. Reverts with `BatchTooLong` and as `release` does.
    function releaseBatch(bytes32[] calldata paymentIds) external override nonReentrant {
        _requireBatch(paymentIds.length);
        for (uint256 i = 0; i < paymentIds.length; ++i) {
            LockWord held = _openLock(paymentIds[i]);
            _release(paymentIds[i], held, held.remaining());
        }
    }

    function _release(bytes32 paymentId, LockWord held, uint256 amount) private {
        // Past maturity the claim is the merchant's: only it may let go.
        bool asOperator = hasRole(OPERATOR_ROLE, msg.sender);
        bool matured = _matured(paymentId, held);
        if (!asOperator || matured) {
            address merchant = _merchantAt[held.merchant()];
            if (msg.sender != merchant) {
                if (!asOperator) revert NotOperatorNorMerchant(msg.sender, merchant);
                revert ClaimMatured(paymentId, _maturesAt(paymentId, held));
            }
        }
        (bytes32 pool, uint256 remaining, uint256 locked) = _reduce(paymentId, held, amount, LockStatus.Released);
        emit LockReleased(paymentId, pool, msg.sender, amount, remaining, locked);
    }

    // ---------------------------------------------------------------- claim, draw

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `LockNotOpen` (claimed ones too), `NotMerchant`, `ClaimTooEarly`, and `ClaimTooLate` from the
    ///      instant on when the claim would mature no earlier than the lock ends.
    function claimPayment(bytes32 paymentId) external override nonReentrant {
        LockWord held = _openLock(paymentId);
        if (held.status() != LockStatus.Open) revert LockNotOpen(paymentId, held.status());
        address merchant = _merchantAt[held.merchant()];
        if (msg.sender != merchant) revert NotMerchant(msg.sender, merchant);
        if (block.timestamp < held.settleBy()) revert ClaimTooEarly(held.settleBy(), block.timestamp);
        uint256 maturesAt = block.timestamp + held.claimDelay();
        if (maturesAt >= held.expiresAt()) revert ClaimTooLate(held.expiresAt() - held.claimDelay(), block.timestamp);

        _locks[paymentId] = held.withStatus(LockStatus.Claimed);
        _claimedAt[paymentId] = block.timestamp;
        emit LockClaimed(paymentId, _poolAt[held.pool()], merchant, maturesAt.toUint40());
    }

    /// @inheritdoc ICollateralPool
    /// @dev The loss is borne by all shares of the pool, those on their way out included. Pausing draws stops the
    ///      operator's, but not the payment of a matured claim. Reverts with `LockNotOpen`, `ZeroAmount`,
    ///      `AmountExceedsLock`, `DrawsPaused` (operator), `ClaimNotMatured`, and for anyone else who asks for less than
    ///      all of a matured claim, or has no claim to pay, with `AccessControlUnauthorizedAccount`; also as the
    ///      merchant's own hook does.
    function draw(bytes32 paymentId, uint256 amount) external override nonReentrant {
        LockWord held = _openLock(paymentId);
        bool paysClaim = _matured(paymentId, held) && amount == held.remaining();
        if (!paysClaim) _requireDrawer(paymentId, held);

        (bytes32 pool, uint256 remaining, uint256 locked) = _reduce(paymentId, held, amount, LockStatus.Drawn);
        Book storage book = _books[pool];
        uint256 assets = book.assets - amount;
        book.assets = assets.toUint112();
        address merchant = _merchantAt[held.merchant()];
        emit LockDrawn(paymentId, pool, merchant, msg.sender, amount, remaining, assets, book.shares, locked);
        _send(pool, merchant, amount);
    }

    function _requireDrawer(bytes32 paymentId, LockWord held) private view {
        if (hasRole(OPERATOR_ROLE, msg.sender)) {
            bytes32 pool = _poolAt[held.pool()];
            if (_books[pool].drawsPaused) revert DrawsPaused(pool);
            return;
        }
        uint256 maturesAt = _maturesAt(paymentId, held);
        if (maturesAt > block.timestamp) revert ClaimNotMatured(paymentId, maturesAt, block.timestamp);
        revert AccessControlUnauthorizedAccount(msg.sender, OPERATOR_ROLE);
    }

    // ---------------------------------------------------------------- shared

    /// @dev Takes `amount` off a lock and off its pool's sums; `emptied` is what the lock becomes when none is left.
    ///      `remaining` and `locked` are what is left of the lock and locked in the pool.
    function _reduce(bytes32 paymentId, LockWord held, uint256 amount, LockStatus emptied)
        private
        returns (bytes32 pool, uint256 remaining, uint256 locked)
    {
        remaining = held.remaining();
        if (amount == 0) revert ZeroAmount();
        if (amount > remaining) revert AmountExceedsLock(amount, remaining);
        remaining -= amount;
        _locks[paymentId] = held.less(amount, emptied);

        uint256 epoch = _endEpoch(held.expiresAt());
        uint256 end = _lockEnds[held.pool()][epoch];
        _lockEnds[held.pool()][epoch] = end - amount;
        pool = bytes32((end & ~uint256(type(uint160).max)) | uint160(address(this)));

        Book storage book = _books[pool];
        _roll(pool, book, NO_LIMIT);
        locked = book.locked - amount;
        book.locked = uint112(locked);
    }

    function _openLock(bytes32 paymentId) private view returns (LockWord held) {
        held = _locks[paymentId];
        LockStatus status = _statusOf(held);
        if (status != LockStatus.Open && status != LockStatus.Claimed) revert LockNotOpen(paymentId, status);
    }

    function _statusOf(LockWord held) private view returns (LockStatus) {
        bool alive = held.status() == LockStatus.Open || held.status() == LockStatus.Claimed;
        return alive && block.timestamp >= held.expiresAt() ? LockStatus.Expired : held.status();
    }

    function _matured(bytes32 paymentId, LockWord held) private view returns (bool) {
        return held.status() == LockStatus.Claimed && block.timestamp >= _maturesAt(paymentId, held);
    }

    /// @dev 0 while unclaimed.
    function _maturesAt(bytes32 paymentId, LockWord held) private view returns (uint256) {
        uint256 claimedAt = _claimedAt[paymentId];
        return claimedAt == 0 ? 0 : claimedAt + held.claimDelay();
    }

    /// @dev Rounded up: the sum of an epoch leaves the pool's figures at one instant, never before a lock is over.
    function _endEpoch(uint256 expiresAt) private view returns (uint256) {
        return Math.ceilDiv(expiresAt, epochLength);
    }

    function _requireBatch(uint256 items) private pure {
        if (items > MAX_BATCH) revert BatchTooLong(items, MAX_BATCH);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc ICollateralPool
    /// @dev All zeros, status `None`, for an id that was never used. `remaining` of an expired lock is what was left when
    ///      its time was over; `claimMaturesAt` stays after the lock is over.
    function lockOf(bytes32 paymentId) external view override returns (LockView memory) {
        LockWord held = _locks[paymentId];
        return LockView({
            status: _statusOf(held),
            pool: _poolAt[held.pool()],
            merchant: _merchantAt[held.merchant()],
            remaining: held.remaining(),
            settleBy: held.settleBy(),
            expiresAt: held.expiresAt(),
            claimDelay: held.claimDelay(),
            claimMaturesAt: _maturesAt(paymentId, held)
        });
    }
}
