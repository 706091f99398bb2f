// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpNames } from "./AmpNames.sol";
import { Erc1820Client } from "./Erc1820Client.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpPartitionStrategyValidator } from "./IAmpPartitionStrategyValidator.sol";

/// @title  AmpPartitionStrategyBase
/// @notice What all strategies share: the token they serve, the prefix they rule, and that only the token may call.
abstract contract AmpPartitionStrategyBase is IAmpPartitionStrategyValidator, Erc1820Client {
    IAmp public immutable amp;
    bytes4 public immutable partitionPrefix;

    modifier onlyAmp() {
        require(msg.sender == address(amp), "Strategy: caller is not Amp");
        _;
    }

    constructor(IAmp amp_, bytes4 prefix) {
        amp = amp_;
        partitionPrefix = prefix;
        _accept(AmpNames.strategy(prefix));
    }

    function _requireManager(address partitionOwner) internal view {
        require(amp.isCollateralManager(partitionOwner), "Strategy: partition owner is no collateral manager");
    }
}
