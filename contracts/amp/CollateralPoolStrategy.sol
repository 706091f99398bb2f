// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpPartitionStrategyBase } from "./AmpPartitionStrategyBase.sol";
import { IAmp } from "./IAmp.sol";
import { Partition } from "./Partition.sol";

/// @title  CollateralPoolStrategy
/// @notice Rules of `CCCCCCCC` partitions: the tokens lie at the manager that owns the partition.
/// @dev    Anyone may try to move them out. The manager's `AmpTokensSender` hook, which Amp calls because the manager
///         is the sender, is then the only guard: a manager without one gives its pool away.
contract CollateralPoolStrategy is AmpPartitionStrategyBase {
    constructor(IAmp amp_) AmpPartitionStrategyBase(amp_, Partition.POOL_PREFIX) { }

    /// @notice Everyone is an operator of a registered manager in that manager's own partitions.
    function isOperatorForPartitionScope(bytes32 partition, address, address tokenHolder)
        external
        view
        override
        onlyAmp
        returns (bool)
    {
        return tokenHolder == Partition.owner(partition) && amp.isCollateralManager(tokenHolder);
    }

    /// @notice Nothing to check on the way out, whoever calls.
    function tokensFromPartitionToValidate(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external override { }

    /// @notice Tokens may only come to the owner of the partition, which is a registered manager.
    function tokensToPartitionToValidate(
        bytes4,
        bytes32 partition,
        address,
        address,
        address to,
        uint256,
        bytes calldata,
        bytes calldata
    ) external view override onlyAmp {
        require(to == Partition.owner(partition), "Strategy: receiver is not the partition owner");
        _requireManager(to);
    }
}
