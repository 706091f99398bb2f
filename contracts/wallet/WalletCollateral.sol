// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ManagerBase } from "../manager/ManagerBase.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletHolders } from "./WalletHolders.sol";
import { WalletLocks } from "./WalletLocks.sol";
import { WalletSettings } from "./WalletSettings.sol";
import { WalletViews } from "./WalletViews.sol";

/// @title  WalletCollateral
/// @notice AMP that guarantees payments from within the wallets of its holders: one contract, a pool for each app.
/// @dev    For each holder of each pool, what is locked never exceeds its balance in the partition, nor what it allows.
///         This contract itself holds nothing but payouts that their receivers refused.
contract WalletCollateral is WalletHolders, WalletLocks {
    /// @param admin        first admin; opens pools, sets parameters, grants roles. Meant to be a timelock
    /// @param adminDelay   seconds between naming another admin and its taking over
    /// @param amp_         the Amp token; this contract becomes a collateral manager of it
    /// @param epochLength_ seconds of an epoch: locks leave the figures at its boundaries
    /// @dev   Reverts with `InvalidConfiguration`, `RegistrationFailed`, `AccessControlInvalidDefaultAdmin`.
    constructor(address admin, uint48 adminDelay, address amp_, uint256 epochLength_)
        ManagerBase(admin, adminDelay, amp_, epochLength_)
    { }

    // ---------------------------------------------------------------- admin

    /// @inheritdoc IWalletCollateral
    /// @param tag 1 to 8 characters of A-Z and 0-9, zero padded
    /// @dev   Reverts with `AccessControlUnauthorizedAccount`, `InvalidTag`, `InvalidParams`, `PoolExists`.
    function createPool(bytes8 tag, WalletParams calldata params)
        external
        override
        nonReentrant
        onlyRole(DEFAULT_ADMIN_ROLE)
        returns (bytes32 pool)
    {
        return WalletSettings.create(_state, tag, params, epochLength);
    }

    /// @inheritdoc IWalletCollateral
    /// @dev Locks keep the times and the claim delay they were made with. Reverts with
    ///      `AccessControlUnauthorizedAccount`, `UnknownPool`, `InvalidParams`.
    function setParams(bytes32 pool, WalletParams calldata params)
        external
        override
        nonReentrant
        onlyRole(DEFAULT_ADMIN_ROLE)
    {
        WalletSettings.set(_existing(pool), pool, params, epochLength);
    }

    // ---------------------------------------------------------------- views

    /// @notice Pools opened so far.
    function poolCount() external view override returns (uint256) {
        return _state.count;
    }

    /// @param index from 0 on, in the order of their opening; the answer is zero beyond the last
    function poolAt(uint256 index) external view override returns (bytes32) {
        unchecked {
            return _state.poolAt[index + 1]; // none at 0, where the largest index ends up
        }
    }

    /// @inheritdoc IWalletCollateral
    /// @dev `exists` is false, and all else 0, for a pool that was never opened.
    function poolInfo(bytes32 pool) external view override returns (WalletPoolView memory) {
        (, uint256 deferred) = deferredOf(pool, address(0));
        _answer(WalletViews.info(_state, pool, deferred));
    }

    /// @inheritdoc IWalletCollateral
    /// @dev Zeros for a pool that does not exist.
    function holderInfo(bytes32 pool, address holder) external view override returns (HolderView memory) {
        _answer(WalletViews.holder(_state, amp, pool, holder, epochLength));
    }

    /// @inheritdoc IWalletCollateral
    /// @dev Empty for an id that was never used. What remains of a slice stays when its lock is over by time.
    function slicesOf(bytes32 paymentId) external view override returns (Slice[] memory) {
        _answer(WalletViews.slices(_state, paymentId));
    }
}
