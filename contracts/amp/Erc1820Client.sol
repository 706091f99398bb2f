// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_ACCEPT_MAGIC, ERC1820_REGISTRY, IERC1820Implementer } from "./IERC1820Registry.sol";

/// @title  Erc1820Client
/// @notice Finds and registers implementers by name, and lets others register this contract under accepted names.
abstract contract Erc1820Client is IERC1820Implementer {
    mapping(bytes32 nameHash => bool) private _accepted;

    /// @notice Agrees to implement an accepted name, for whatever account the registry asks about.
    function canImplementInterfaceForAddress(bytes32 nameHash, address) external view override returns (bytes32) {
        return _accepted[nameHash] ? ERC1820_ACCEPT_MAGIC : bytes32(0);
    }

    function _accept(string memory name) internal {
        _accepted[keccak256(bytes(name))] = true;
    }

    /// @dev Registers `implementer` for this contract. One other than this contract must accept the name.
    function _register(string memory name, address implementer) internal {
        ERC1820_REGISTRY.setInterfaceImplementer(address(this), keccak256(bytes(name)), implementer);
    }

    /// @dev Zero when there is none. The registry takes the zero address for its caller.
    function _implementerOf(address account, string memory name) internal view returns (address) {
        return ERC1820_REGISTRY.getInterfaceImplementer(account, keccak256(bytes(name)));
    }
}
