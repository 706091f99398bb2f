// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ManagerBase } from "../manager/ManagerBase.sol";
import { Rules } from "../manager/Rules.sol";
import { Holder } from "./HolderBook.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletPool, WalletState } from "./WalletState.sol";

/// @title  WalletLedger
/// @notice The holders' figures, how time settles them, and what of its own tokens a holder may move.
/// @dev    Every change of a holder's figures begins with `_roll`. Views compute the same without writing it down.
abstract contract WalletLedger is IWalletCollateral, ManagerBase {
    WalletState internal _state;

    /// @inheritdoc IWalletCollateral
    /// @dev Reverts with `UnknownPool`. However the work is cut up, the state it ends in is the same.
    function roll(bytes32 pool, address holder, uint256 maxEpochs)
        external
        override
        nonReentrant
        returns (bool done)
    {
        _existing(pool);
        return _state.holders[pool][holder].roll(pool, holder, epochOf(block.timestamp), maxEpochs);
    }

    /// @dev The holder's figures, as they are today.
    function _rolled(bytes32 pool, address holder) internal returns (Holder storage entry) {
        entry = _state.holders[pool][holder];
        entry.roll(pool, holder, epochOf(block.timestamp), NO_LIMIT);
    }

    function _existing(bytes32 pool) internal view returns (WalletPool storage entry) {
        entry = _state.pools[pool];
        if (entry.number == 0) revert UnknownPool(pool);
    }

    function _rules(bytes32 pool) internal view override returns (Rules storage) {
        return _existing(pool).rules;
    }

    // ---------------------------------------------------------------- the holder's own transfers

    /// @dev Reverts with `ZeroAmount` for nothing, so that strangers make none in the holder's name; with `NotMovable` for
    ///      more than what is not locked; and as the guard does in the middle of an act of this contract, so that a
    ///      merchant's hook moves nothing in there. Where nothing is locked all may leave, also from a partition that
    ///      was never opened.
    function _beforeHolderMoves(bytes32 partition, address holder, uint256 value)
        internal
        override
        nonReentrantView
    {
        if (value == 0) revert ZeroAmount();
        uint256 locked = _rolled(partition, holder).locked;
        if (locked == 0) return;
        uint256 movable = amp.balanceOfByPartition(partition, holder) - locked;
        if (value > movable) revert NotMovable(partition, holder, value, movable);
    }

    function _holderMayMove(bytes32 partition, address holder, uint256 value) internal view override returns (bool) {
        uint256 locked = _state.holders[partition][holder].lockedAt(epochOf(block.timestamp));
        uint256 balance = amp.balanceOfByPartition(partition, holder);
        return value != 0 && value <= balance - locked && !_reentrancyGuardEntered();
    }

    // ---------------------------------------------------------------- inflows

    /// @dev This contract takes what it draws, and nothing that is sent to it.
    function _receive(bytes32 partition, address from, uint256 value, bytes calldata) internal pure override {
        revert UnexpectedInflow(partition, from, value);
    }

    function _wouldReceive(bytes32, address, uint256, bytes calldata) internal pure override returns (bool) {
        return false;
    }
}
