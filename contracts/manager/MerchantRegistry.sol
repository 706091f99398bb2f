// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Refusal } from "./Refusal.sol";
import { ICollateralManager } from "./ICollateralManager.sol";
import { ManagerBase } from "./ManagerBase.sol";

/// @title  MerchantRegistry
/// @notice Whom payments may be guaranteed to. Each merchant has a number, by which its locks know it.
abstract contract MerchantRegistry is ManagerBase {
    /// @dev The number stays when a merchant is taken off: its locks live on.
    struct Merchant {
        uint32 number; // from 1 on
        uint40 since; // 0 while not registered
    }

    mapping(address merchant => Merchant) internal _merchants;
    mapping(uint256 number => address merchant) internal _merchantAt;
    uint32 private _merchantCount;

    /// @inheritdoc ICollateralManager
    /// @dev Registering a registered one keeps its date; taking it off and on starts it anew. Reverts with
    ///      `AccessControlUnauthorizedAccount`, `InvalidMerchant` for zero, this contract and Amp.
    function setMerchant(address merchant, bool registered) external override nonReentrant onlyRole(REGISTRAR_ROLE) {
        if (merchant == address(0) || merchant == address(this) || merchant == address(amp)) {
            revert InvalidMerchant(merchant);
        }
        Merchant storage entry = _merchants[merchant];
        if (entry.number == 0) {
            entry.number = ++_merchantCount;
            _merchantAt[_merchantCount] = merchant;
        }
        if (!registered) entry.since = 0;
        else if (entry.since == 0) entry.since = uint40(block.timestamp);
        emit MerchantSet(merchant, registered, entry.since);
    }

    /// @notice When the merchant was registered; 0 while it is not.
    function merchantSince(address merchant) external view override returns (uint40) {
        return _merchants[merchant].since;
    }

    /// @dev The error that a lock for `merchant` meets, as revert data; empty when there is none.
    function _merchantRefusal(address merchant, uint256 delay) internal view returns (bytes memory) {
        uint256 since = _merchants[merchant].since;
        if (since == 0) return Refusal.data(MerchantNotRegistered.selector, bytes32(uint256(uint160(merchant))));
        if (block.timestamp < since + delay) {
            return abi.encodeWithSelector(MerchantTooNew.selector, merchant, since + delay, block.timestamp);
        }
        return "";
    }
}
