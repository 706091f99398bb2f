// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Partition } from "../amp/Partition.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { PoolTag } from "../manager/PoolTag.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletPool, WalletState } from "./WalletState.sol";

/// @title  WalletSettings
/// @notice Opens pools and sets their parameters.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size: `address(this)` is the
///         manager.
library WalletSettings {
    /// @dev A holder's tokens that are free must be able to leave in one transaction, even when an operator has put a
    ///      slice into every epoch there is: freeing one costs about 5,000 gas, and a transaction has 16 million.
    uint256 private constant MAX_LOCK_EPOCHS = 1 << 11;

    function create(
        WalletState storage state,
        bytes8 tag,
        IWalletCollateral.WalletParams calldata params,
        uint256 epochLength
    ) external returns (bytes32 pool) {
        if (!PoolTag.isSound(tag)) revert ICollateralManager.InvalidTag(tag);
        pool = Partition.id(Partition.HOLDER_PREFIX, tag, address(this));
        WalletPool storage entry = state.pools[pool];
        if (entry.number != 0) revert ICollateralManager.PoolExists(pool);
        entry.number = ++state.count;
        state.poolAt[entry.number] = pool;
        emit ICollateralManager.PoolCreated(pool, tag);
        set(entry, pool, params, epochLength);
    }

    /// @dev Nothing here is read again for a lock that exists.
    function set(
        WalletPool storage entry,
        bytes32 pool,
        IWalletCollateral.WalletParams calldata params,
        uint256 epochLength
    ) public {
        bool sound = params.maxLockDuration <= MAX_LOCK_EPOCHS * epochLength
            && entry.rules
                .set(
                    epochLength,
                    params.maxLockDuration,
                    params.claimDelay,
                    params.merchantDelay,
                    params.drawWindow,
                    params.drawLimit
                );
        if (!sound) revert IWalletCollateral.InvalidParams(params);
        emit IWalletCollateral.ParamsSet(pool, params);
    }
}
