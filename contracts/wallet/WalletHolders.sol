// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { Refusal } from "../manager/Refusal.sol";
import { Holder } from "./HolderBook.sol";
import { HolderTerms } from "./HolderTerms.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletLedger } from "./WalletLedger.sol";

/// @title  WalletHolders
/// @notice The holders' side: who lets its tokens be locked, and how much of them.
abstract contract WalletHolders is WalletLedger {
    /// @inheritdoc IWalletCollateral
    /// @param maxExposure wei; more than 2^96 - 1 is kept as that
    /// @dev   A pause stops newcomers and higher limits, never a lower limit. Reverts with `UnknownPool`, `StakesPaused`,
    ///        `NotInterfaceManager`, `HolderHasSenderHook`, `ExposureBelowLocked`.
    function enroll(bytes32 pool, uint256 maxExposure) external override nonReentrant {
        bool paused = _existing(pool).rules.stakesPaused;
        Holder storage holder = _rolled(pool, msg.sender);
        if (paused && !(holder.enrolled && maxExposure <= holder.maxExposure)) revert StakesPaused(pool);
        Refusal.raise(HolderTerms.obstacle(msg.sender));
        if (maxExposure < holder.locked) revert ExposureBelowLocked(maxExposure, holder.locked);

        uint256 kept = Math.min(maxExposure, type(uint96).max);
        if (!holder.enrolled) ++_state.enrolments[msg.sender];
        holder.enrolled = true;
        holder.maxExposure = uint96(kept);
        emit HolderEnrolled(pool, msg.sender, kept);
    }

    /// @inheritdoc IWalletCollateral
    /// @dev   Who made this contract its ERC-1820 manager and never enrolled anywhere, or could not, calls this for any
    ///        pool to take that back. Nothing pauses it. Reverts with `UnknownPool`, `NotEnrolled`, `StillLocked`.
    function unenroll(bytes32 pool) external override nonReentrant {
        _existing(pool);
        Holder storage holder = _rolled(pool, msg.sender);
        if (holder.enrolled) {
            if (holder.locked != 0) revert StillLocked(pool, msg.sender, holder.locked);
            holder.enrolled = false;
            holder.maxExposure = 0;
            --_state.enrolments[msg.sender];
            emit HolderUnenrolled(pool, msg.sender);
        } else if (_state.enrolments[msg.sender] != 0 || ERC1820_REGISTRY.getManager(msg.sender) != address(this)) {
            revert NotEnrolled(pool, msg.sender);
        }
        if (_state.enrolments[msg.sender] == 0) ERC1820_REGISTRY.setManager(msg.sender, msg.sender);
    }
}
