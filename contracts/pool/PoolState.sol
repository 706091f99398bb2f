// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Rules } from "../manager/Rules.sol";

/// @notice Everything that a manager of pools remembers of them.
/// @dev    One generation of a pool is a book. Its totals are found by the id of the pool, all lists that belong to it
///         by its number: when a generation closes, only the totals move on to another id.
struct PoolState {
    mapping(bytes32 pool => Book) books;
    mapping(uint256 number => bytes32 pool) poolAt;
    /// @dev Epochs in which a lock or an exit ends.
    mapping(uint256 number => mapping(uint256 word => uint256 bits)) marks;
    /// @dev What is locked until the end of an epoch: the pool's id, with the wei in place of the address at its end. So a
    ///      release, which reads it anyway, finds the pool of a lock without another read.
    mapping(uint256 number => mapping(uint256 epoch => uint256)) lockEnds;
    mapping(uint256 number => mapping(uint256 epoch => Bucket)) buckets;
    mapping(uint256 number => mapping(address account => mapping(uint256 epoch => uint256 shares))) tickets;
    mapping(uint256 number => mapping(address account => Account)) accounts;
    mapping(uint256 number => Rewards) rewards;
    /// @dev Wei of rewards, streamed or not, that nobody has claimed. Apart, since streaming does not touch it.
    mapping(uint256 number => uint256) rewardReserve;
    uint16 count;
}

/// @notice One generation of a pool. Cut so that a release touches only the first slot, an exit request the second.
/// @dev    104 bits hold two hundred times all AMP there is.
struct Book {
    uint104 assets;
    uint104 locked;
    uint32 rolledEpoch; // at 10 seconds an epoch or more, enough for a thousand years
    uint16 number; // from 1 on; 0 for a pool that does not exist
    //
    uint128 shares;
    uint128 pendingShares;
    //
    uint104 exitReserve;
    uint104 unallocated;
    uint16 generation; // from 1 on
    //
    uint16 maxUtilisationBps;
    uint24 cooldown;
    uint88 minStake;
    uint32 latestLockEnd;
    uint16 rewardEpochs;
    //
    Rules rules;
}

/// @notice Exits that fall due at one epoch. `assets` is 0 until then; both then shrink with each claim.
struct Bucket {
    uint128 shares;
    uint104 assets;
}

/// @notice Amounts owed are as of the last change of the account; what came since follows from the indices.
struct Account {
    uint128 shares;
    uint104 feesOwed;
    //
    uint128 feeIndex;
    uint128 topUpIndex;
    //
    uint104 topUpsOwed;
}

/// @notice The rewards of a generation: one stream in which two kinds flow, and what came of each for a share so far.
struct Rewards {
    uint96 feesLeft;
    uint96 topUpsLeft;
    uint32 secondsLeft;
    uint32 accruedAt; // until the year 2106
    //
    uint128 feesPerShare; // wei, scaled by 1e18, floor; modulo 2^128
    uint128 topUpsPerShare;
    //
    uint128 feeRemainder; // what the floor cut off, carried on: below the number of active shares
    uint128 topUpRemainder;
}
