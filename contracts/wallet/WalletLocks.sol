// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { LockWord } from "../manager/LockWord.sol";
import { PaymentLocks } from "../manager/PaymentLocks.sol";
import { Refusal } from "../manager/Refusal.sol";
import { Holder } from "./HolderBook.sol";
import { HolderTerms } from "./HolderTerms.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletLedger } from "./WalletLedger.sol";
import { WalletPool } from "./WalletState.sol";
import { WalletViews } from "./WalletViews.sol";

/// @title  WalletLocks
/// @notice The payments' side: slices of holders' tokens set aside, given back, or taken for a merchant.
abstract contract WalletLocks is WalletLedger, PaymentLocks {
    /// @dev What an act takes off one slice, and the totals after it.
    struct Cut {
        bytes32 paymentId;
        bytes32 pool;
        address holder;
        uint256 index;
        uint256 amount;
        uint256 remaining;
        uint256 locked;
    }

    // ---------------------------------------------------------------- lock

    /// @inheritdoc IWalletCollateral
    /// @notice Sets slices of holders' tokens aside for a payment. Operator only.
    /// @dev    Reverts, in this order, with `UnknownPool`, `InvalidSlices`, `LocksPaused`, `ZeroAmount`, `PaymentIdUsed`,
    ///         `MerchantNotRegistered`, `MerchantTooNew`, `InvalidTimes`; then, slice by slice, with `ZeroAmount`,
    ///         `NotEnrolled`, `NotInterfaceManager`, `HolderHasSenderHook`, `ExposureExceeded`.
    function lock(WalletLock calldata item) external override nonReentrant onlyRole(OPERATOR_ROLE) {
        Refusal.raise(_lock(item));
    }

    /// @inheritdoc IWalletCollateral
    /// @dev Operator only. Items are taken in their order, each as if alone. Reverts with `BatchTooLong`.
    function lockBatch(WalletLock[] calldata items)
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
    function _lock(WalletLock calldata item) private returns (bytes memory refusal) {
        WalletPool storage entry = _state.pools[item.pool];
        if (entry.number == 0) return Refusal.data(UnknownPool.selector, item.pool);
        uint256 count = item.slices.length;
        if (count == 0 || count > WalletViews.MAX_SLICES) {
            return abi.encodeWithSelector(InvalidSlices.selector, count, WalletViews.MAX_SLICES);
        }
        uint256 amount = _sum(item.slices);
        refusal = _termsRefusal(
            entry.rules, item.pool, item.paymentId, item.merchant, amount, item.settleBy, item.expiresAt
        );
        if (refusal.length == 0) refusal = _slicesRefusal(item.pool, item.slices);
        if (refusal.length != 0) return refusal;

        uint24 claimDelay = entry.rules.claimDelay;
        // Sixteen times 96 bits are 100.
        _open(
            item.paymentId, entry.number, item.merchant, uint112(amount), item.settleBy, item.expiresAt, claimDelay
        );
        _emitLocked(item, amount, claimDelay);
        _lockSlices(item);
        return "";
    }

    function _sum(Slice[] calldata slices) private pure returns (uint256 amount) {
        for (uint256 i = 0; i < slices.length; ++i) {
            amount += slices[i].amount;
        }
    }

    /// @dev The error that the first slice meets for which there is no room, as revert data.
    function _slicesRefusal(bytes32 pool, Slice[] calldata slices) private returns (bytes memory refusal) {
        for (uint256 i = 0; i < slices.length; ++i) {
            refusal = _sliceRefusal(pool, slices[i].holder, slices[i].amount, _sumBefore(slices, i));
            if (refusal.length != 0) return refusal;
        }
    }

    /// @param taken wei of the same holder's, for slices before this one
    function _sliceRefusal(bytes32 pool, address account, uint256 amount, uint256 taken)
        private
        returns (bytes memory refusal)
    {
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        Holder storage holder = _rolled(pool, account);
        if (!holder.enrolled) return abi.encodeWithSelector(NotEnrolled.selector, pool, account);
        refusal = HolderTerms.obstacle(account);
        if (refusal.length != 0) return refusal;
        uint256 locked = holder.locked + taken;
        uint256 exposure = HolderTerms.exposure(holder, amp.balanceOfByPartition(pool, account));
        if (locked + amount > exposure) {
            return abi.encodeWithSelector(ExposureExceeded.selector, pool, account, amount, locked, exposure);
        }
    }

    function _sumBefore(Slice[] calldata slices, uint256 end) private pure returns (uint256 taken) {
        address holder = slices[end].holder;
        for (uint256 i = 0; i < end; ++i) {
            if (slices[i].holder == holder) taken += slices[i].amount;
        }
    }

    function _lockSlices(WalletLock calldata item) private {
        mapping(uint256 index => Slice) storage slices = _state.slices[item.paymentId];
        uint256 epoch = _endEpoch(item.expiresAt);
        uint256 today = epochOf(block.timestamp);
        for (uint256 i = 0; i < item.slices.length; ++i) {
            Slice calldata slice = item.slices[i];
            slices[i] = slice;
            uint256 locked = _state.holders[item.pool][slice.holder].add(slice.amount, epoch, today);
            emit SliceLocked(item.paymentId, slice.holder, i, slice.amount, locked);
        }
    }

    function _emitLocked(WalletLock calldata item, uint256 amount, uint32 claimDelay) private {
        emit CollateralLocked(
            item.paymentId,
            item.pool,
            item.merchant,
            amount,
            item.settleBy,
            item.expiresAt,
            claimDelay,
            item.refHash,
            item.quote
        );
    }

    // ---------------------------------------------------------------- release, draw

    function _free(bytes32 paymentId, LockWord held, uint256 amount, uint256 remaining) internal override {
        emit LockReleased(paymentId, _poolOf(held), msg.sender, amount, remaining);
        _cut(paymentId, held, amount, _emitReleased);
    }

    /// @dev The holders have no hook of their own, so nobody else's code runs between two slices.
    function _pull(bytes32 paymentId, LockWord held, uint256 amount, uint256 remaining, address merchant)
        internal
        override
    {
        emit LockDrawn(paymentId, _poolOf(held), merchant, msg.sender, amount, remaining);
        _cut(paymentId, held, amount, _takeDrawn);
    }

    /// @dev Takes `amount` off the slices in proportion to what remains of them: of the first k together its floor, so
    ///      that each differs from its exact share by less than a wei, none gives more than it has, and the last takes
    ///      the rest.
    /// @param end what is done with each part
    function _cut(bytes32 paymentId, LockWord held, uint256 amount, function(Cut memory) internal end) private {
        mapping(uint256 index => Slice) storage slices = _state.slices[paymentId];
        uint256 epoch = _endEpoch(held.expiresAt());
        Cut memory cut;
        (cut.paymentId, cut.pool) = (paymentId, _poolOf(held));
        uint256 sum;
        uint256 taken;
        for (; cut.index < WalletViews.MAX_SLICES; ++cut.index) {
            Slice storage slice = slices[cut.index];
            cut.holder = slice.holder;
            if (cut.holder == address(0)) return;
            uint256 left = slice.amount;
            sum += left;
            cut.amount = sum * amount / held.remaining() - taken; // two factors of at most 112 bits
            if (cut.amount == 0) continue;
            taken += cut.amount;
            cut.remaining = left - cut.amount;
            slice.amount = uint96(cut.remaining);
            cut.locked = _rolled(cut.pool, cut.holder).subtract(cut.amount, epoch);
            end(cut);
        }
    }

    function _emitReleased(Cut memory cut) private {
        emit SliceReleased(cut.paymentId, cut.holder, cut.index, cut.amount, cut.remaining, cut.locked);
    }

    function _takeDrawn(Cut memory cut) private {
        emit SliceDrawn(cut.paymentId, cut.holder, cut.index, cut.amount, cut.remaining, cut.locked);
        _take(cut.pool, cut.holder, _custody(cut.pool), cut.amount);
    }

    // ---------------------------------------------------------------- views

    function _poolOf(LockWord held) internal view override returns (bytes32) {
        return _state.poolAt[held.pool()];
    }

    function _covers(bytes32 paymentId) internal view override returns (bool) {
        return WalletViews.covers(_state, amp, _poolOf(_lockAt(paymentId)), paymentId, epochLength);
    }
}
