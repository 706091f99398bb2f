// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { Book, PoolState, Rewards } from "./PoolState.sol";

/// @title  Generations
/// @notice The end of a generation: what was lost is lost to those who were there, and to nobody who comes after.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size.
library Generations {
    /// @notice Moves the book of `pool`, rolled and accrued, to an id of its own, and opens an empty one in its place.
    ///         Rewards that were earned stay with the old one, those still to be streamed pass on.
    function close(PoolState storage state, bytes32 pool) external {
        Book storage book = state.books[pool];
        uint16 generation = book.generation;
        bytes32 closed = bytes32(bytes4(uint32(generation))) | ((pool << 32) >> 32);
        state.books[closed] = book;
        state.poolAt[book.number] = closed;
        uint256 passedOn = _passOn(state.rewards[book.number], state.rewards[state.count + 1]);

        emit ICollateralPool.GenerationClosed(
            pool,
            closed,
            generation,
            book.assets,
            book.shares,
            book.pendingShares,
            book.locked,
            book.exitReserve,
            book.unallocated,
            state.rewards[book.number].reserve,
            passedOn
        );

        book.number = ++state.count;
        book.generation = generation + 1;
        state.poolAt[book.number] = pool;
        (book.assets, book.locked, book.shares, book.pendingShares) = (0, 0, 0, 0);
        (book.exitReserve, book.unallocated, book.latestLockEnd) = (0, 0, 0);
    }

    /// @return amount wei
    function _passOn(Rewards storage from, Rewards storage to) private returns (uint256 amount) {
        amount = uint256(from.feesLeft) + from.topUpsLeft;
        (to.feesLeft, to.topUpsLeft, to.secondsLeft) = (from.feesLeft, from.topUpsLeft, from.secondsLeft);
        (to.accruedAt, to.reserve) = (uint32(block.timestamp), uint104(amount));
        (from.feesLeft, from.topUpsLeft, from.secondsLeft) = (0, 0, 0);
        from.reserve -= uint104(amount);
    }
}
