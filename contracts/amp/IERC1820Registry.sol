// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC1820Implementer } from "@openzeppelin/contracts/interfaces/IERC1820Implementer.sol";
import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";

/// @dev The same address on every chain that has the registry, see `erc1820.json`.
IERC1820Registry constant ERC1820_REGISTRY = IERC1820Registry(0x1820a4B7618BdE71Dce8cdc73aAB6C95905faD24);

/// @dev What an implementer answers when the registry asks whether it may be registered for someone else.
bytes32 constant ERC1820_ACCEPT_MAGIC = keccak256("ERC1820_ACCEPT_MAGIC");
