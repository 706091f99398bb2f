// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpCodes } from "./AmpCodes.sol";
import { IAmp } from "./IAmp.sol";

/// @title  AmpOwner
/// @notice Ownership in two steps: the owner names a successor, the successor accepts.
/// @dev    Not OpenZeppelin's, whose functions and events have other names.
abstract contract AmpOwner is IAmp {
    address public override owner;
    address public override authorizedNewOwner;

    constructor() {
        owner = msg.sender;
    }

    function authorizeOwnershipTransfer(address candidate) external override {
        require(msg.sender == owner, AmpCodes.NOT_OWNER);
        authorizedNewOwner = candidate;
        emit OwnershipTransferAuthorization(candidate);
    }

    function assumeOwnership() external override {
        require(msg.sender == authorizedNewOwner, AmpCodes.NOT_OWNER);
        address former = owner;
        owner = msg.sender;
        authorizedNewOwner = address(0);
        emit OwnerUpdate(former, msg.sender);
    }
}
