// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { Book, PoolState, Rewards } from "./PoolState.sol";
import { RewardBook } from "./RewardBook.sol";

/// @title  Generations
/// @notice The end of a generation: what was lost is lost to those who were there, and to nobody who comes after.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size.
library Generations {
    /// @notice Moves the book of `pool`, which is rolled, to an id of its own, and opens an empty one in its place.
    ///         Rewards that were earned stay with the old one, those still to be streamed pass on.
    function close(PoolState storage state, bytes32 pool) external {
        Book storage book = state.books[pool];
        RewardBook.accrue(state, book);
        (uint16 number, uint16 generation) = (book.number, book.generation);
        bytes32 closed = bytes32(bytes4(uint32(generation))) | ((pool << 32) >> 32);
        state.books[closed] = book;
        state.poolAt[number] = closed;

        uint16 next = ++state.count;
        state.poolAt[next] = pool;
        (book.number, book.generation) = (next, generation + 1);
        (book.assets, book.locked, book.shares, book.pendingShares) = (0, 0, 0, 0);
        (book.exitReserve, book.unallocated, book.latestLockEnd) = (0, 0, 0);

        uint256 passedOn = _passOn(state.rewards[number], state.rewards[next]);
        state.rewardReserve[number] -= passedOn;
        state.rewardReserve[next] = passedOn;
        _tell(pool, closed, state.books[closed], state.rewardReserve[number], passedOn);
    }

    /// @return amount wei
    function _passOn(Rewards storage from, Rewards storage to) private returns (uint256 amount) {
        amount = uint256(from.feesLeft) + from.topUpsLeft;
        (to.feesLeft, to.topUpsLeft, to.secondsLeft) = (from.feesLeft, from.topUpsLeft, from.secondsLeft);
        to.accruedAt = uint32(block.timestamp);
        (from.feesLeft, from.topUpsLeft, from.secondsLeft) = (0, 0, 0);
    }

    function _tell(bytes32 pool, bytes32 closed, Book storage over, uint256 rewardReserve, uint256 passedOn) private {
        emit ICollateralPool.GenerationClosed(
            pool,
            closed,
            over.generation,
            over.assets,
            over.shares,
            over.pendingShares,
            over.locked,
            over.exitReserve,
            over.unallocated,
            rewardReserve,
            passedOn
        );
    }
}
