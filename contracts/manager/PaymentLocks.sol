// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { GuaranteeReceipts } from "./GuaranteeReceipts.sol";
import { Refusal } from "./Refusal.sol";
import { ICollateralManager } from "./ICollateralManager.sol";
import { LockWord, LockWords } from "./LockWord.sol";
import { MerchantRegistry } from "./MerchantRegistry.sol";
import { Payouts } from "./Payouts.sol";
import { Rules } from "./Rules.sol";

/// @title  PaymentLocks
/// @notice The life of a payment's lock, whatever it is that backs it: opened, released, claimed, drawn, expired.
/// @dev    What a lock takes from and gives back to whom is the manager's affair: `_free` and `_pull`.
abstract contract PaymentLocks is MerchantRegistry, Payouts {
    using SafeCast for uint256;

    /// @dev A lock stays when it is over, so that its id is never used again.
    mapping(bytes32 paymentId => LockWord) private _locks;
    mapping(bytes32 paymentId => uint256 timestamp) private _claimedAt;

    // ---------------------------------------------------------------- lock

    /// @dev The error that the terms of a lock meet, as revert data; empty when there is none. In this order:
    ///      `LocksPaused`, `ZeroAmount`, `PaymentIdUsed`, `MerchantNotRegistered`, `MerchantTooNew`, `InvalidTimes`.
    function _termsRefusal(
        Rules storage rules,
        bytes32 pool,
        bytes32 paymentId,
        address merchant,
        uint256 amount,
        uint256 settleBy,
        uint256 expiresAt
    ) internal view returns (bytes memory refusal) {
        if (rules.locksPaused) return Refusal.data(LocksPaused.selector, pool);
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (_locks[paymentId].status() != LockStatus.None) return Refusal.data(PaymentIdUsed.selector, paymentId);
        refusal = _merchantRefusal(merchant, rules.merchantDelay);
        if (refusal.length != 0) return refusal;
        uint256 claimDelay = rules.claimDelay;
        uint256 latest = block.timestamp + rules.maxLockDuration;
        bool inTime = block.timestamp < settleBy && settleBy + claimDelay < expiresAt && expiresAt <= latest;
        if (!inTime) {
            return abi.encodeWithSelector(
                InvalidTimes.selector, settleBy, expiresAt, claimDelay, latest, block.timestamp
            );
        }
    }

    /// @dev Writes a lock down whose terms were found sound.
    /// @param number of the pool, by which the lock knows it
    function _open(
        bytes32 paymentId,
        uint16 number,
        address merchant,
        uint112 amount,
        uint40 settleBy,
        uint40 expiresAt,
        uint24 claimDelay
    ) internal {
        _locks[paymentId] =
            LockWords.open(number, _merchants[merchant].number, amount, settleBy, expiresAt, claimDelay);
    }

    // ---------------------------------------------------------------- release

    /// @inheritdoc ICollateralManager
    /// @dev Reverts with `LockNotOpen`, `NotOperatorNorMerchant`, `ClaimMatured` (operator), `ZeroAmount`,
    ///      `AmountExceedsLock`. Nothing pauses it. It calls nobody, so the guard is only looked at, not set.
    function release(bytes32 paymentId, uint256 amount) external override nonReentrantView {
        _release(paymentId, _openLock(paymentId), amount);
    }

    /// @inheritdoc ICollateralManager
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
        _free(paymentId, held, amount, _reduce(paymentId, held, amount, LockStatus.Released));
    }

    // ---------------------------------------------------------------- claim, draw

    /// @inheritdoc ICollateralManager
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
        emit LockClaimed(paymentId, _poolOf(held), merchant, maturesAt.toUint40());
    }

    /// @inheritdoc ICollateralManager
    /// @dev Pausing draws, and the draw limit, stop the operator, but not the payment of a matured claim. A payment that
    ///      the merchant's hook refuses is kept for it. Reverts with `LockNotOpen`, `ZeroAmount`, `AmountExceedsLock`,
    ///      `DrawsPaused` and `DrawLimitExceeded` (operator), `ClaimNotMatured`, `NotEnoughGas`, and with
    ///      `AccessControlUnauthorizedAccount` for anyone else who asks for less than all of a matured claim, or has no
    ///      claim to pay.
    function draw(bytes32 paymentId, uint256 amount) external override nonReentrant {
        LockWord held = _openLock(paymentId);
        bytes32 pool = _poolOf(held);
        uint256 remaining = _reduce(paymentId, held, amount, LockStatus.Drawn);
        bool paysClaim = remaining == 0 && _matured(paymentId, held);
        if (!paysClaim) _drawAsOperator(paymentId, pool, held, amount);
        address merchant = _merchantAt[held.merchant()];
        _pull(paymentId, held, amount, remaining, merchant);
        _pay(pool, merchant, amount);
    }

    function _drawAsOperator(bytes32 paymentId, bytes32 pool, LockWord held, uint256 amount) private {
        if (!hasRole(OPERATOR_ROLE, msg.sender)) {
            uint256 maturesAt = _maturesAt(paymentId, held);
            if (maturesAt > block.timestamp) revert ClaimNotMatured(paymentId, maturesAt, block.timestamp);
            revert AccessControlUnauthorizedAccount(msg.sender, OPERATOR_ROLE);
        }
        Rules storage rules = _rules(pool);
        if (rules.drawsPaused) revert DrawsPaused(pool);
        rules.spend(pool, amount);
    }

    // ---------------------------------------------------------------- what a manager adds

    /// @dev Gives `amount` wei, already taken off the lock, back to whom it was taken from, and tells of it.
    /// @param held as it was before
    function _free(bytes32 paymentId, LockWord held, uint256 amount, uint256 remaining) internal virtual;

    /// @dev Gets `amount` wei, already taken off the lock, into this contract's custody of the pool, books the loss and
    ///      tells of it.
    /// @param held as it was before
    function _pull(bytes32 paymentId, LockWord held, uint256 amount, uint256 remaining, address merchant)
        internal
        virtual;

    /// @dev Id of the pool that a lock belongs to.
    function _poolOf(LockWord held) internal view virtual returns (bytes32);

    /// @dev Whether the tokens are there that an open lock is to be paid from.
    function _covers(bytes32 paymentId) internal view virtual returns (bool);

    // ---------------------------------------------------------------- shared

    /// @dev Takes `amount` off a lock; `emptied` is what it becomes when none is left.
    /// @return remaining wei left of it
    function _reduce(bytes32 paymentId, LockWord held, uint256 amount, LockStatus emptied)
        private
        returns (uint256 remaining)
    {
        remaining = held.remaining();
        if (amount == 0) revert ZeroAmount();
        if (amount > remaining) revert AmountExceedsLock(amount, remaining);
        _locks[paymentId] = held.less(amount, emptied);
        unchecked {
            return remaining - amount; // just compared
        }
    }

    function _openLock(bytes32 paymentId) private view returns (LockWord held) {
        held = _locks[paymentId];
        if (!_isAlive(held) || block.timestamp >= held.expiresAt()) revert LockNotOpen(paymentId, _statusOf(held));
    }

    function _lockAt(bytes32 paymentId) internal view returns (LockWord) {
        return _locks[paymentId];
    }

    function _statusOf(LockWord held) private view returns (LockStatus) {
        return _isAlive(held) && block.timestamp >= held.expiresAt() ? LockStatus.Expired : held.status();
    }

    function _isAlive(LockWord held) private pure returns (bool) {
        LockStatus status = held.status();
        return status == LockStatus.Open || status == LockStatus.Claimed;
    }

    function _matured(bytes32 paymentId, LockWord held) private view returns (bool) {
        return held.status() == LockStatus.Claimed && block.timestamp >= _maturesAt(paymentId, held);
    }

    /// @dev 0 while unclaimed.
    function _maturesAt(bytes32 paymentId, LockWord held) private view returns (uint256) {
        uint256 claimedAt = _claimedAt[paymentId];
        return claimedAt == 0 ? 0 : claimedAt + held.claimDelay();
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc ICollateralManager
    /// @dev All zeros, status `None`, for an id that was never used. `remaining` of an expired lock is what was left when
    ///      its time was over; `claimMaturesAt` stays after the lock is over.
    function lockOf(bytes32 paymentId) public view override returns (LockView memory) {
        LockWord held = _locks[paymentId];
        return LockView({
            status: _statusOf(held),
            pool: _poolOf(held),
            merchant: _merchantAt[held.merchant()],
            remaining: held.remaining(),
            settleBy: held.settleBy(),
            expiresAt: held.expiresAt(),
            claimDelay: held.claimDelay(),
            claimMaturesAt: _maturesAt(paymentId, held)
        });
    }

    /// @inheritdoc ICollateralManager
    function locksPage(bytes32[] calldata paymentIds) external view override returns (LockView[] memory page) {
        page = new LockView[](paymentIds.length);
        for (uint256 i = 0; i < paymentIds.length; ++i) {
            page[i] = lockOf(paymentIds[i]);
        }
    }

    /// @inheritdoc ICollateralManager
    function receiptDigest(GuaranteeReceipt calldata receipt) external view override returns (bytes32) {
        return GuaranteeReceipts.digest(receipt);
    }

    /// @inheritdoc ICollateralManager
    /// @dev A receipt of another chain, manager or fork has another digest, so its signer is nobody known here.
    function verifyReceipt(GuaranteeReceipt calldata receipt, bytes calldata signature)
        external
        view
        override
        returns (ReceiptCheck memory)
    {
        _answer(GuaranteeReceipts.check(receipt, signature, _covers(receipt.paymentId)));
    }
}
