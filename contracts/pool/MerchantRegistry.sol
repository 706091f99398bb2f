// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolLedger } from "./PoolLedger.sol";

/// @title  MerchantRegistry
/// @notice Whom payments may be guaranteed to. Each merchant has a number, by which its locks know it.
abstract contract MerchantRegistry is PoolLedger {
    /// @dev The number stays when a merchant is taken off: its locks live on.
    struct Merchant {
        uint32 number; // from 1 on
        uint40 since; // 0 while not registered
    }

    mapping(address merchant => Merchant) internal _merchants;
    mapping(uint256 number => address merchant) internal _merchantAt;
    uint32 private _merchantCount;

    /// @inheritdoc ICollateralPool
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
}
