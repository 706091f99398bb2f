// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../amp/IAmp.sol";
import { Holder } from "./HolderBook.sol";
import { HolderTerms } from "./HolderTerms.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletPool, WalletState } from "./WalletState.sol";

/// @title  WalletViews
/// @notice What collateral in place looks like to people: all as if rolled at this block.
/// @dev    A library of its own, linked at deployment, for the sake of the manager's size. Answers are encoded as the
///         functions declare them that pass them on.
library WalletViews {
    /// @dev Slices of one lock, at the most.
    uint256 internal constant MAX_SLICES = 16;

    /// @return an encoded `WalletPoolView`; `exists` is false, and all else 0, for a pool that was never opened
    function info(WalletState storage state, bytes32 pool, uint256 deferred) external view returns (bytes memory) {
        IWalletCollateral.WalletPoolView memory v;
        WalletPool storage entry = state.pools[pool];
        if (entry.number == 0) return abi.encode(v);
        v.exists = true;
        v.params = IWalletCollateral.WalletParams({
            maxLockDuration: entry.rules.maxLockDuration,
            claimDelay: entry.rules.claimDelay,
            merchantDelay: entry.rules.merchantDelay,
            drawWindow: entry.rules.drawWindow,
            drawLimit: entry.rules.drawLimit
        });
        v.pauses = entry.rules.pauses();
        v.deferred = deferred;
        v.drawnInWindow = entry.rules.drawnNow();
        v.windowEnds = entry.rules.windowEnds();
        return abi.encode(v);
    }

    /// @return an encoded `HolderView`; zeros for a pool that does not exist
    function holder(WalletState storage state, IAmp amp, bytes32 pool, address account, uint256 epochLength)
        external
        view
        returns (bytes memory)
    {
        IWalletCollateral.HolderView memory v;
        if (state.pools[pool].number == 0) return abi.encode(v);
        Holder storage entry = state.holders[pool][account];
        v.enrolled = entry.enrolled;
        v.ready = v.enrolled && HolderTerms.obstacle(account).length == 0;
        v.maxExposure = entry.maxExposure;
        v.balance = amp.balanceOfByPartition(pool, account);
        v.locked = entry.lockedAt(block.timestamp / epochLength);
        v.movable = v.balance - v.locked;
        if (v.ready) v.lockable = HolderTerms.exposure(entry, v.balance) - v.locked;
        return abi.encode(v);
    }

    /// @return an encoded array of `Slice`; empty for an id that was never used
    function slices(WalletState storage state, bytes32 paymentId) external view returns (bytes memory) {
        mapping(uint256 index => IWalletCollateral.Slice) storage entries = state.slices[paymentId];
        uint256 count;
        while (count < MAX_SLICES && entries[count].holder != address(0)) ++count;
        IWalletCollateral.Slice[] memory all = new IWalletCollateral.Slice[](count);
        for (uint256 i = 0; i < count; ++i) {
            all[i] = entries[i];
        }
        return abi.encode(all);
    }

    /// @notice Whether each holder of a slice has what it has locked, and nothing keeps this contract from taking it.
    function covers(WalletState storage state, IAmp amp, bytes32 pool, bytes32 paymentId, uint256 epochLength)
        external
        view
        returns (bool)
    {
        uint256 today = block.timestamp / epochLength;
        for (uint256 i = 0; i < MAX_SLICES; ++i) {
            address account = state.slices[paymentId][i].holder;
            if (account == address(0)) break;
            uint256 locked = state.holders[pool][account].lockedAt(today);
            if (locked > amp.balanceOfByPartition(pool, account)) return false;
            if (HolderTerms.obstacle(account).length != 0) return false;
        }
        return true;
    }
}
