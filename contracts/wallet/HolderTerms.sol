// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { Holder } from "./HolderBook.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";

/// @title  HolderTerms
/// @notice What a holder's collateral can be counted on for.
library HolderTerms {
    bytes32 private constant SENDER = keccak256("AmpTokensSender");

    /// @notice What could keep this contract from drawing on a holder: a sender hook of its own, or the right to name one.
    ///         While this contract is its ERC-1820 manager, nobody else can name one.
    /// @return the error, as revert data; empty when there is none
    function obstacle(address holder) internal view returns (bytes memory) {
        address manager = ERC1820_REGISTRY.getManager(holder);
        if (manager != address(this)) {
            return abi.encodeWithSelector(IWalletCollateral.NotInterfaceManager.selector, holder, manager);
        }
        address hook = ERC1820_REGISTRY.getInterfaceImplementer(holder, SENDER);
        if (hook != address(0)) {
            return abi.encodeWithSelector(IWalletCollateral.HolderHasSenderHook.selector, holder, hook);
        }
        return "";
    }

    /// @return wei that may be locked in all, of `balance` in the partition
    function exposure(Holder storage holder, uint256 balance) internal view returns (uint256) {
        return Math.min(holder.maxExposure, balance);
    }
}
