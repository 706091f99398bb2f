// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpCodes } from "./AmpCodes.sol";
import { AmpNames } from "./AmpNames.sol";
import { AmpOwner } from "./AmpOwner.sol";
import { Erc1820Client } from "./Erc1820Client.sol";
import { IAmpPartitionStrategyValidator } from "./IAmpPartitionStrategyValidator.sol";
import { IAmpTokensRecipient } from "./IAmpTokensRecipient.sol";
import { IAmpTokensSender } from "./IAmpTokensSender.sol";
import { Partition } from "./Partition.sol";

/// @title  AmpStrategies
/// @notice Whom Amp calls around a transfer: the strategy of a partition prefix, the hooks of sender and receiver.
abstract contract AmpStrategies is AmpOwner, Erc1820Client {
    /// @dev One transfer or mint on its way.
    struct Movement {
        bytes32 fromPartition;
        bytes32 toPartition;
        address operator;
        address from; // zero for a mint
        address to;
        uint256 value;
        bytes data;
        bytes operatorData;
    }

    bytes4[] public override partitionStrategies;
    mapping(bytes4 prefix => bool) public override isPartitionStrategy;

    function setPartitionStrategy(bytes4 prefix, address implementation) external override {
        require(msg.sender == owner, AmpCodes.INVALID_SENDER);
        require(!isPartitionStrategy[prefix], AmpCodes.PREFIX_TAKEN);
        require(prefix != Partition.NO_PREFIX, AmpCodes.ZERO_PREFIX);

        string memory name = AmpNames.strategy(prefix);
        _register(name, implementation);
        partitionStrategies.push(prefix);
        isPartitionStrategy[prefix] = true;
        emit PartitionStrategySet(prefix, name, implementation);
    }

    /// @dev The sender's own hook first, then the strategy of the partition that tokens leave.
    function _beforeMovement(Movement memory m) internal {
        address sender = _implementerOf(m.from, AmpNames.SENDER);
        if (sender != address(0)) {
            IAmpTokensSender(sender).tokensToTransfer(
                msg.sig, m.fromPartition, m.operator, m.from, m.to, m.value, m.data, m.operatorData
            );
        }

        IAmpPartitionStrategyValidator strategy = _strategyOf(m.fromPartition);
        if (address(strategy) != address(0)) {
            strategy.tokensFromPartitionToValidate(
                msg.sig, m.fromPartition, m.operator, m.from, m.to, m.value, m.data, m.operatorData
            );
        }
    }

    /// @dev The strategy of the destination first, then the receiver's hook. Both see the new balances.
    function _afterMovement(Movement memory m) internal {
        bytes4 prefix = Partition.prefix(m.toPartition);
        require(prefix == Partition.NO_PREFIX || isPartitionStrategy[prefix], AmpCodes.PREFIX_WITHOUT_STRATEGY);

        IAmpPartitionStrategyValidator strategy = _strategyOf(m.toPartition);
        if (address(strategy) != address(0)) {
            strategy.tokensToPartitionToValidate(
                msg.sig, m.toPartition, m.operator, m.from, m.to, m.value, m.data, m.operatorData
            );
        }

        address recipient = _implementerOf(m.to, AmpNames.RECIPIENT);
        if (recipient != address(0)) {
            IAmpTokensRecipient(recipient).tokensReceived(
                msg.sig, m.toPartition, m.operator, m.from, m.to, m.value, m.data, m.operatorData
            );
        }
    }

    /// @dev Whether the strategy of `partition`, if it has one, makes `operator` an operator of `holder` there.
    function _strategyGrants(bytes32 partition, address operator, address holder) internal view returns (bool) {
        IAmpPartitionStrategyValidator strategy = _strategyOf(partition);
        return address(strategy) != address(0) && strategy.isOperatorForPartitionScope(partition, operator, holder);
    }

    function _strategyOf(bytes32 partition) private view returns (IAmpPartitionStrategyValidator) {
        bytes4 prefix = Partition.prefix(partition);
        if (!isPartitionStrategy[prefix]) return IAmpPartitionStrategyValidator(address(0));
        return IAmpPartitionStrategyValidator(_implementerOf(address(this), AmpNames.strategy(prefix)));
    }
}
