// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "./ICollateralManager.sol";
import { ManagerBase } from "./ManagerBase.sol";

/// @title  Payouts
/// @notice Pays merchants, and keeps what a merchant's own hook refuses until it is collected.
abstract contract Payouts is ManagerBase {
    /// @dev What one payout may burn: an Amp transfer to a receiver that has never held any costs about 150,000.
    uint256 private constant PAYOUT_GAS = 400_000;
    /// @dev What it takes to keep a payout, or to end, after all that was burnt.
    uint256 private constant RESERVE_GAS = 80_000;

    struct Deferred {
        uint256 total;
        mapping(address account => uint256 wei_) owed;
    }

    /// @dev By the partition in which the tokens lie.
    mapping(bytes32 partition => Deferred) private _deferred;

    /// @dev Pays `amount` wei of what this contract keeps for `pool` to `to`, or keeps it for `to`. `to` is called: call
    ///      this last. Reverts with `NotEnoughGas`, so that whoever calls cannot make a payout fail by giving too little.
    function _pay(bytes32 pool, address to, uint256 amount) internal {
        // A call gets 63 of 64 parts of what is left, at the most.
        uint256 needed = PAYOUT_GAS + PAYOUT_GAS / 63 + RESERVE_GAS;
        if (gasleft() < needed) revert NotEnoughGas(gasleft(), needed);
        bytes32 partition = _custody(pool);
        if (_trySend(partition, to, amount, PAYOUT_GAS)) return;

        Deferred storage kept = _deferred[partition];
        uint256 owed = kept.owed[to] + amount;
        uint256 total = kept.total + amount;
        kept.owed[to] = owed;
        kept.total = total;
        emit PayoutDeferred(pool, to, amount, owed, total);
    }

    /// @inheritdoc ICollateralManager
    /// @dev The caller alone says where to. Reverts with `ZeroAddress`, `UnknownPool`, `NothingDeferred`, or as the hook of `to` does.
    ///      Nothing pauses it.
    function withdrawDeferred(bytes32 pool, address to) external override nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert ZeroAddress();
        _rules(pool); // or another prefix would do as well
        bytes32 partition = _custody(pool);
        Deferred storage kept = _deferred[partition];
        amount = kept.owed[msg.sender];
        if (amount == 0) revert NothingDeferred(pool, msg.sender);
        uint256 total = kept.total - amount;
        kept.owed[msg.sender] = 0;
        kept.total = total;
        emit DeferredPaid(pool, msg.sender, to, amount, total);
        _send(partition, to, amount);
    }

    /// @notice Wei kept for `account`, and for all.
    function deferredOf(bytes32 pool, address account) public view override returns (uint256 owed, uint256 total) {
        Deferred storage kept = _deferred[_custody(pool)];
        return (kept.owed[account], kept.total);
    }
}
