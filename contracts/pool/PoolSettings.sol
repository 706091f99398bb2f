// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Partition } from "../amp/Partition.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { PoolTag } from "../manager/PoolTag.sol";
import { RuleBook } from "../manager/Rules.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book, PoolState } from "./PoolState.sol";

/// @title  PoolSettings
/// @notice Opens pools and sets their parameters.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size: `address(this)` is the
///         manager.
library PoolSettings {
    function create(
        PoolState storage state,
        bytes8 tag,
        ICollateralPool.PoolParams calldata params,
        uint256 epochLength
    ) external returns (bytes32 pool) {
        if (!PoolTag.isSound(tag)) revert ICollateralManager.InvalidTag(tag);
        pool = Partition.id(Partition.POOL_PREFIX, tag, address(this));
        Book storage book = state.books[pool];
        if (book.number != 0) revert ICollateralManager.PoolExists(pool);
        book.number = ++state.count;
        book.generation = 1;
        state.poolAt[book.number] = pool;
        book.rolledEpoch = uint32(block.timestamp / epochLength);
        emit ICollateralManager.PoolCreated(pool, tag);
        set(book, pool, params, epochLength);
    }

    /// @dev Nothing here is read again for a lock or a ticket that exists, nor for rewards that are on their way.
    function set(Book storage book, bytes32 pool, ICollateralPool.PoolParams calldata params, uint256 epochLength)
        public
    {
        uint256 longest = RuleBook.longest(epochLength);
        bool sound = params.maxUtilisationBps != 0 && params.maxUtilisationBps <= PoolMath.BPS
            && params.cooldown <= longest && params.rewardEpochs != 0
            && params.rewardEpochs * epochLength <= RuleBook.MAX_DURATION && params.minStake >= PoolMath.MIN_SHARES
            && book.rules
                .set(
                    epochLength,
                    params.maxLockDuration,
                    params.claimDelay,
                    params.merchantDelay,
                    params.drawWindow,
                    params.drawLimit
                );
        if (!sound) revert ICollateralPool.InvalidParams(params);
        book.maxUtilisationBps = params.maxUtilisationBps;
        book.cooldown = uint24(params.cooldown); // within `longest`
        book.minStake = params.minStake;
        book.rewardEpochs = params.rewardEpochs;
        emit ICollateralPool.ParamsSet(pool, params);
    }
}
