// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ManagerBase } from "../manager/ManagerBase.sol";
import { Rules } from "../manager/Rules.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book, PoolState } from "./PoolState.sol";
import { StakeBook } from "./StakeBook.sol";

/// @title  PoolLedger
/// @notice The books of all pools, and how time settles them.
/// @dev    Every change of a pool's figures begins with `_roll`, every change of active shares with `RewardBook.earn`. Views
///         compute the same without writing it down.
abstract contract PoolLedger is ICollateralPool, ManagerBase {
    /// @notice An account has no shares of a pool or at least these.
    uint256 public constant MIN_SHARES = PoolMath.MIN_SHARES;

    PoolState internal _state;

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`. However the work is cut up, the state it ends in is the same.
    function roll(bytes32 pool, uint256 maxEpochs) external override nonReentrant returns (bool done) {
        return _roll(pool, _existing(pool), maxEpochs);
    }

    function _existing(bytes32 pool) internal view returns (Book storage book) {
        book = _state.books[pool];
        if (book.number == 0) revert UnknownPool(pool);
    }

    function _rules(bytes32 pool) internal view override returns (Rules storage) {
        return _existing(pool).rules;
    }

    /// @dev Settles up to `limit` epochs that have ended. Cannot fail, see `Rolling`.
    function _roll(bytes32 pool, Book storage book, uint256 limit) internal returns (bool done) {
        uint256 today = epochOf(block.timestamp);
        return book.rolledEpoch == today || StakeBook.roll(_state, pool, today, limit);
    }
}
