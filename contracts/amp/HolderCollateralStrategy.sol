// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpNames } from "./AmpNames.sol";
import { AmpPartitionStrategyBase } from "./AmpPartitionStrategyBase.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpTokensSender } from "./IAmpTokensSender.sol";
import { Partition } from "./Partition.sol";

/// @title  HolderCollateralStrategy
/// @notice Rules of `AAAAAAAA` partitions: the tokens stay at the holder, the manager that owns the partition decides.
/// @dev    The holder's transfers pass the manager's sender hook. It is this contract that calls it, not Amp: such a
///         hook must let both in. The manager and its operators move anyone's tokens there without that hook.
contract HolderCollateralStrategy is AmpPartitionStrategyBase {
    constructor(IAmp amp_) AmpPartitionStrategyBase(amp_, Partition.HOLDER_PREFIX) { }

    /// @notice The manager and its operators are operators of every holder in the manager's partitions.
    function isOperatorForPartitionScope(bytes32 partition, address operator, address)
        external
        view
        override
        onlyAmp
        returns (bool)
    {
        address manager = Partition.owner(partition);
        return operator == manager || amp.isOperatorForCollateralManager(partition, operator, manager);
    }

    /// @notice Asks the manager's sender hook, unless the manager or an operator of it does the moving.
    function tokensFromPartitionToValidate(
        bytes4 functionSig,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external override onlyAmp {
        address manager = Partition.owner(partition);
        if (amp.isOperatorForCollateralManager(partition, operator, manager)) return;

        address hook = _implementerOf(manager, AmpNames.SENDER);
        if (hook == address(0)) return;
        IAmpTokensSender(hook).tokensToTransfer(
            functionSig, partition, operator, from, to, value, data, operatorData
        );
    }

    /// @notice Tokens may come to anyone but the owner of the partition, which is a registered manager.
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
        address manager = Partition.owner(partition);
        _requireManager(manager);
        require(to != manager, "Strategy: receiver is the partition owner");
    }
}
