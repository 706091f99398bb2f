// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { IAmp } from "../amp/IAmp.sol";
import { Partition } from "../amp/Partition.sol";
import { AmpManager } from "./AmpManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolLocks } from "./PoolLocks.sol";
import { PoolMath } from "./PoolMath.sol";
import { PoolStakes } from "./PoolStakes.sol";

/// @title  CollateralPool
/// @notice Pools of staked AMP that guarantee payments: one contract, a pool for each app, apart from one another.
/// @dev    Immutable: no proxy, no sweep, no arbitrary call, and it makes nobody an operator of its tokens. For each
///         pool, Amp's balance in its partition equals assets + exit reserve + unallocated at all times.
contract CollateralPool is PoolStakes, PoolLocks {
    using PoolMath for PoolMath.Totals;

    /// @dev Durations up to here fit where they are kept, and the search for the next epoch in which something is due
    ///      stays within 256 reads.
    uint256 private constant MAX_DURATION = 180 days;
    uint256 private constant MAX_DURATION_EPOCHS = 1 << 16;
    uint256 private constant MIN_EPOCH_LENGTH = 10 seconds;
    uint256 private constant MAX_EPOCH_LENGTH = 30 days;

    /// @param admin        first admin; opens pools, sets parameters, grants roles. Meant to be a timelock
    /// @param adminDelay   seconds between naming another admin and its taking over
    /// @param amp_         the Amp token; this contract becomes a collateral manager of it
    /// @param epochLength_ seconds of an epoch: exits happen, and locks leave the figures, at its boundaries
    /// @dev   Reverts with `InvalidConfiguration`, `RegistrationFailed`, `AccessControlInvalidDefaultAdmin`.
    constructor(address admin, uint48 adminDelay, address amp_, uint256 epochLength_)
        AmpManager(_checked(amp_, epochLength_))
        AccessControlDefaultAdminRules(adminDelay, admin)
    {
        epochLength = epochLength_;
    }

    function _checked(address amp_, uint256 epochLength_) private view returns (IAmp) {
        bool sound = amp_.code.length != 0 && epochLength_ >= MIN_EPOCH_LENGTH && epochLength_ <= MAX_EPOCH_LENGTH;
        if (!sound) revert InvalidConfiguration(epochLength_, amp_);
        return IAmp(amp_);
    }

    // ---------------------------------------------------------------- admin, guardian

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
        if (!_isTag(tag)) revert InvalidTag(tag);
        pool = Partition.id(Partition.POOL_PREFIX, tag, address(this));
        Book storage book = _books[pool];
        if (book.index != 0) revert PoolExists(pool);
        book.index = ++_poolCount;
        _poolAt[book.index] = pool;
        book.rolledEpoch = uint32(epochOf(block.timestamp));
        emit PoolCreated(pool, tag);
        _setParams(pool, book, params);
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
        _setParams(pool, _existing(pool), params);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `AccessControlUnauthorizedAccount` for anyone else, `UnknownPool`.
    function setPauses(bytes32 pool, Pauses calldata pauses) external override nonReentrant {
        if (!hasRole(DEFAULT_ADMIN_ROLE, msg.sender)) _checkRole(GUARDIAN_ROLE);
        Book storage book = _existing(pool);
        book.stakesPaused = pauses.stakes;
        book.locksPaused = pauses.locks;
        book.drawsPaused = pauses.draws;
        emit PausesSet(pool, pauses, msg.sender);
    }

    function _setParams(bytes32 pool, Book storage book, PoolParams calldata params) private {
        uint256 longest = Math.min(MAX_DURATION, MAX_DURATION_EPOCHS * epochLength);
        bool sound = params.maxUtilisationBps != 0 && params.maxUtilisationBps <= PoolMath.BPS
            && params.cooldown <= longest && params.maxLockDuration <= longest
            && params.claimDelay < params.maxLockDuration && params.minStake >= MIN_SHARES
            && params.minStake <= type(uint88).max;
        if (!sound) revert InvalidParams(params);
        // Narrowing is safe within the bounds above.
        book.maxUtilisationBps = params.maxUtilisationBps;
        book.cooldown = uint24(params.cooldown);
        book.maxLockDuration = uint24(params.maxLockDuration);
        book.claimDelay = uint24(params.claimDelay);
        book.minStake = uint88(params.minStake);
        emit ParamsSet(pool, params);
    }

    /// @dev Reads from the end: the padding first, then letters and digits only.
    function _isTag(bytes8 tag) private pure returns (bool) {
        if (tag[0] == 0) return false;
        uint256 rest = uint64(tag);
        while (rest & 0xff == 0) rest >>= 8;
        for (; rest != 0; rest >>= 8) {
            uint256 c = rest & 0xff;
            if (!((c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39))) return false; // A-Z, 0-9
        }
        return true;
    }

    // ---------------------------------------------------------------- views

    /// @notice Pools opened so far.
    function poolCount() external view override returns (uint256) {
        return _poolCount;
    }

    /// @param index from 0 on, in the order of their opening; the answer is zero beyond the last
    function poolAt(uint256 index) external view override returns (bytes32) {
        return _poolAt[index + 1];
    }

    /// @inheritdoc ICollateralPool
    /// @dev `exists` is false, and all else 0, for a pool that was never opened.
    function poolInfo(bytes32 pool) external view override returns (PoolView memory info) {
        Book storage book = _books[pool];
        if (book.index == 0) return info;
        (PoolMath.Totals memory t,) = _asRolled(book, 0);
        info.exists = true;
        info.params = PoolParams({
            maxUtilisationBps: book.maxUtilisationBps,
            cooldown: book.cooldown,
            maxLockDuration: book.maxLockDuration,
            claimDelay: book.claimDelay,
            minStake: book.minStake
        });
        info.pauses = Pauses(book.stakesPaused, book.locksPaused, book.drawsPaused);
        info.assets = t.assets;
        info.shares = t.shares;
        info.pendingShares = t.pendingShares;
        info.locked = t.locked;
        info.exitReserve = t.exitReserve;
        info.unallocated = t.unallocated;
        info.rolledEpoch = epochOf(block.timestamp);
        info.latestLockEnd = book.latestLockEnd;
        info.capacity = t.capacity(book.maxUtilisationBps);
        info.free = info.capacity > t.locked ? info.capacity - t.locked : 0;
    }
}
