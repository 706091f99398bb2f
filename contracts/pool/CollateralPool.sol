// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ManagerBase } from "../manager/ManagerBase.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolLocks } from "./PoolLocks.sol";
import { PoolRewards } from "./PoolRewards.sol";
import { PoolSettings } from "./PoolSettings.sol";
import { Book } from "./PoolState.sol";
import { PoolViews } from "./PoolViews.sol";
import { RewardBook } from "./RewardBook.sol";

/// @title  CollateralPool
/// @notice Pools of staked AMP that guarantee payments: one contract, a pool for each app, apart from one another.
/// @dev    For each pool, Amp's balance in its partition equals, over all of its generations, assets + exit reserve +
///         reward reserve + unallocated, and what is deferred, at all times.
contract CollateralPool is PoolRewards, PoolLocks {
    /// @param admin        first admin; opens pools, sets parameters, grants roles. Meant to be a timelock
    /// @param adminDelay   seconds between naming another admin and its taking over
    /// @param amp_         the Amp token; this contract becomes a collateral manager of it
    /// @param epochLength_ seconds of an epoch: exits happen, and locks leave the figures, at its boundaries
    /// @dev   Reverts with `InvalidConfiguration`, `RegistrationFailed`, `AccessControlInvalidDefaultAdmin`.
    constructor(address admin, uint48 adminDelay, address amp_, uint256 epochLength_)
        ManagerBase(admin, adminDelay, amp_, epochLength_)
    { }

    // ---------------------------------------------------------------- admin

    /// @inheritdoc ICollateralPool
    /// @param tag 1 to 8 characters of A-Z and 0-9, zero padded
    /// @dev   Reverts with `AccessControlUnauthorizedAccount`, `InvalidTag`, `InvalidParams`, `PoolExists`.
    function createPool(bytes8 tag, PoolParams calldata params)
        external
        override
        nonReentrant
        onlyRole(DEFAULT_ADMIN_ROLE)
        returns (bytes32 pool)
    {
        return PoolSettings.create(_state, tag, params, epochLength);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Locks keep the claim delay they were made with, tickets keep their epoch. Reverts with
    ///      `AccessControlUnauthorizedAccount`, `UnknownPool`, `InvalidParams`.
    function setParams(bytes32 pool, PoolParams calldata params)
        external
        override
        nonReentrant
        onlyRole(DEFAULT_ADMIN_ROLE)
    {
        PoolSettings.set(_existing(pool), pool, params, epochLength);
    }

    // ---------------------------------------------------------------- inflows

    /// @dev A stake, credited to `from` whoever moved it; or, tagged, a reward. Guarded against re-entrancy, so that nobody
    ///      stakes from within a payout. Reverts with `UnexpectedInflow` for a partition that is no pool and for a tag
    ///      that is unknown, with `NotRewarder`, `RewardTooLarge`, and as a stake does.
    function _receive(bytes32 partition, address from, uint256 value, bytes calldata operatorData)
        internal
        override
        nonReentrant
    {
        Book storage book = _state.books[partition];
        (bool tagged, RewardKind kind) = _rewardKind(operatorData);
        if (book.number == 0 || (operatorData.length != 0 && !tagged)) {
            revert UnexpectedInflow(partition, from, value);
        }
        if (!tagged) {
            _stake(partition, from, value, book.minStake);
        } else {
            if (!hasRole(REWARDER_ROLE, from)) revert NotRewarder(from);
            RewardBook.fund(_state, partition, from, kind, value, epochLength);
        }
    }

    function _wouldReceive(bytes32 partition, address from, uint256 value, bytes calldata operatorData)
        internal
        view
        override
        returns (bool)
    {
        if (_state.books[partition].number == 0) return false;
        (bool tagged,) = _rewardKind(operatorData);
        if (tagged) return hasRole(REWARDER_ROLE, from) && PoolViews.takesReward(_state, partition, value);
        return operatorData.length == 0 && PoolViews.takesStake(_state, partition, value, epochLength);
    }

    /// @dev Tokens in place are none of this contract's business: who put some under its name by mistake may take them
    ///      back.
    function _beforeHolderMoves(bytes32, address, uint256) internal pure override { }

    function _holderMayMove(bytes32, address, uint256) internal pure override returns (bool) {
        return true;
    }

    // ---------------------------------------------------------------- views

    /// @notice Pools opened so far, each closed generation counted as one more.
    function poolCount() external view override returns (uint256) {
        return _state.count;
    }

    /// @param index from 0 on, in the order of their opening; the answer is zero beyond the last
    function poolAt(uint256 index) external view override returns (bytes32) {
        unchecked {
            return _state.poolAt[index + 1]; // none at 0, where the largest index ends up
        }
    }

    /// @inheritdoc ICollateralPool
    /// @dev `exists` is false, and all else 0, for a pool that was never opened.
    function poolInfo(bytes32 pool) external view override returns (PoolView memory) {
        (, uint256 deferred) = deferredOf(pool, address(0));
        _answer(PoolViews.info(_state, pool, epochLength, deferred));
    }

    /// @inheritdoc ICollateralPool
    /// @dev Zeros for a pool that does not exist.
    function accountInfo(bytes32 pool, address account) external view override returns (AccountView memory) {
        (uint256 deferred,) = deferredOf(pool, account);
        _answer(PoolViews.account(_state, pool, account, epochLength, deferred));
    }

    /// @inheritdoc ICollateralPool
    /// @dev No shares where there is no ticket, or it has been claimed.
    function ticketOf(bytes32 pool, address account, uint256 exitEpoch)
        external
        view
        override
        returns (TicketView memory)
    {
        _answer(PoolViews.ticket(_state, pool, account, exitEpoch, epochLength));
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`.
    function capacity(bytes32 pool) external view override returns (uint256 most, uint256 locked, uint256 free) {
        return PoolViews.capacity(_state, pool, epochLength);
    }

    /// @inheritdoc ICollateralPool
    /// @dev The price alone: pauses and `minStake` are not looked at. Reverts with `UnknownPool`, `PoolExhausted`.
    function previewStake(bytes32 pool, uint256 value) external view override returns (uint256 shares) {
        return PoolViews.previewStake(_state, pool, value, epochLength);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts as `requestExit` would.
    function previewExit(bytes32 pool, address account, uint256 shares)
        external
        view
        override
        returns (uint256 taken, uint256 assets, uint256 exitEpoch, uint256 exitAt)
    {
        return PoolViews.previewExit(_state, pool, account, shares, epochLength);
    }
}
