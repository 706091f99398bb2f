// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolStakes } from "./PoolStakes.sol";
import { RewardBook } from "./RewardBook.sol";

/// @title  PoolRewards
/// @notice Fees and top-ups: they come by a tagged Amp transfer, flow to active shares over time, and are claimed or
///         staked. The two kinds are told apart all the way.
abstract contract PoolRewards is PoolStakes {
    /// @notice May send rewards.
    bytes32 public constant REWARDER_ROLE = keccak256("REWARDER_ROLE");

    /// @notice `operatorData` of the Amp transfer that brings a reward of the kind: this word and nothing else.
    bytes32 public constant FEE_TAG = "Fee";
    bytes32 public constant TOP_UP_TAG = "TopUp";

    // ---------------------------------------------------------------- in

    /// @dev The kind of reward that `operatorData` names, if any.
    function _rewardKind(bytes calldata operatorData) internal pure returns (bool tagged, RewardKind kind) {
        if (operatorData.length != 32) return (false, kind);
        bytes32 tag = bytes32(operatorData);
        if (tag == FEE_TAG) return (true, RewardKind.Fee);
        return (tag == TOP_UP_TAG, RewardKind.TopUp);
    }

    // ---------------------------------------------------------------- out

    /// @inheritdoc ICollateralPool
    /// @dev Pools that owe nothing are told with nothing. Reverts with `ZeroAddress`, `UnknownPool`, `NoRewards` where none owes
    ///      anything, or as the hook of `to` does. Nothing pauses it.
    function claimRewards(bytes32[] calldata pools, address to)
        external
        override
        nonReentrant
        returns (uint256 fees, uint256 topUps)
    {
        if (to == address(0)) revert ZeroAddress();
        uint256[] memory amounts = new uint256[](pools.length);
        for (uint256 i = 0; i < pools.length; ++i) {
            (uint256 fee, uint256 topUp) = _collect(pools[i], to);
            amounts[i] = fee + topUp;
            fees += fee;
            topUps += topUp;
        }
        if (fees + topUps == 0) revert NoRewards(msg.sender);
        // All is written down before anyone is called.
        for (uint256 i = 0; i < pools.length; ++i) {
            if (amounts[i] != 0) _send(_custody(pools[i]), to, amounts[i]);
        }
    }

    /// @inheritdoc ICollateralPool
    /// @dev No token moves, and any amount will do that buys `MIN_SHARES`. Reverts with `UnknownPool`, `NoRewards`,
    ///      `PoolClosed`, `StakesPaused`, `PoolExhausted`, `BelowMinShares`.
    function compound(bytes32 pool) external override nonReentrant returns (uint256 amount, uint256 shares) {
        (uint256 fees, uint256 topUps) = _collect(pool, address(this));
        amount = fees + topUps;
        if (amount == 0) revert NoRewards(msg.sender);
        shares = _stake(pool, msg.sender, amount, 0);
    }

    function _collect(bytes32 pool, address to) private returns (uint256 fees, uint256 topUps) {
        _existing(pool);
        return RewardBook.collect(_state, pool, to);
    }
}
