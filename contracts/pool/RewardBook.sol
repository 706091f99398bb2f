// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { Account, Book, PoolState, Rewards } from "./PoolState.sol";
import { RewardMath } from "./RewardMath.sol";

/// @title  RewardBook
/// @notice Keeps the rewards of a book: what comes in, what flows to whom, what goes out.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size.
library RewardBook {
    using RewardMath for Rewards;

    /// @notice Lets the rewards flow up to now, to the shares that were active until now.
    function accrue(PoolState storage state, Book storage book) internal returns (Rewards storage rewards) {
        rewards = state.rewards[book.number];
        if (rewards.secondsLeft == 0 || rewards.accruedAt == block.timestamp) return rewards;
        uint256 active = book.shares - book.pendingShares;
        Rewards memory r = rewards;
        r.accrue(active, block.timestamp);
        (rewards.feesLeft, rewards.topUpsLeft, rewards.secondsLeft, rewards.accruedAt) =
            (r.feesLeft, r.topUpsLeft, r.secondsLeft, r.accruedAt);
        if (active == 0) return rewards;
        (rewards.feesPerShare, rewards.topUpsPerShare) = (r.feesPerShare, r.topUpsPerShare);
        (rewards.feeRemainder, rewards.topUpRemainder) = (r.feeRemainder, r.topUpRemainder);
    }

    /// @notice Writes down what an account has earned with the shares it had until now: call it before they change.
    function earn(PoolState storage state, Book storage book, address owner) internal returns (Account storage account) {
        Rewards storage rewards = accrue(state, book);
        account = state.accounts[book.number][owner];
        (uint128 fees, uint128 topUps) = (rewards.feesPerShare, rewards.topUpsPerShare);
        (uint128 feeIndex, uint128 topUpIndex) = (account.feeIndex, account.topUpIndex);
        if (fees == feeIndex && topUps == topUpIndex) return account;
        uint256 shares = account.shares;
        if (shares != 0) {
            // What is owed to all is within the reserve, which fits.
            account.feesOwed += uint104(RewardMath.earned(shares, fees, feeIndex));
            if (topUps != topUpIndex) account.topUpsOwed += uint104(RewardMath.earned(shares, topUps, topUpIndex));
        }
        (account.feeIndex, account.topUpIndex) = (fees, topUps);
    }

    /// @return wei that a reward may bring at the most, now
    function room(PoolState storage state, Book storage book) internal view returns (uint256) {
        Rewards storage r = state.rewards[book.number];
        return type(uint96).max - uint256(r.feesLeft) - r.topUpsLeft - book.unallocated;
    }

    /// @notice Adds `value` wei of `from` to the stream. Dust without an owner goes along as a top-up. Reverts with
    ///         `RewardTooLarge`.
    function fund(
        PoolState storage state,
        bytes32 pool,
        address from,
        ICollateralPool.RewardKind kind,
        uint256 value,
        uint256 epochLength
    ) external {
        Book storage book = state.books[pool];
        uint256 most = room(state, book);
        if (value > most) revert ICollateralPool.RewardTooLarge(value, most);
        Rewards storage r = accrue(state, book);
        uint256 dust = book.unallocated;
        if (dust != 0) book.unallocated = 0;
        uint256 left = uint256(r.feesLeft) + r.topUpsLeft + dust;
        uint256 secondsLeft =
            RewardMath.extended(left, r.secondsLeft, value, uint256(book.rewardEpochs) * epochLength);
        // They fit: `room` saw to it. The period is 180 days at the most.
        if (kind == ICollateralPool.RewardKind.Fee) r.feesLeft += uint96(value);
        else r.topUpsLeft += uint96(value);
        r.topUpsLeft += uint96(dust);
        (r.secondsLeft, r.accruedAt) = (uint32(secondsLeft), uint32(block.timestamp));
        uint256 reserve = state.rewardReserve[book.number] + value + dust;
        state.rewardReserve[book.number] = reserve;
        emit ICollateralPool.RewardFunded(
            pool, from, kind, value, dust, r.feesLeft, r.topUpsLeft, secondsLeft, reserve
        );
    }

    /// @notice Takes what the caller is owed out of the reserve, and tells of it though it be nothing: the rewards have
    ///         flowed up to now, and who replays the log must know.
    function collect(PoolState storage state, bytes32 pool, address to)
        external
        returns (uint256 fees, uint256 topUps)
    {
        Book storage book = state.books[pool];
        Account storage account = earn(state, book, msg.sender);
        (fees, topUps) = (account.feesOwed, account.topUpsOwed);
        (account.feesOwed, account.topUpsOwed) = (0, 0);
        uint256 reserve = state.rewardReserve[book.number] - fees - topUps;
        state.rewardReserve[book.number] = reserve;
        emit ICollateralPool.RewardClaimed(pool, msg.sender, to, fees, topUps, reserve);
    }
}
