// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../testing/Test.sol";
import { Vm } from "../testing/Vm.sol";
import { ICollateralPool } from "./ICollateralPool.sol";

/// @title  PostTotals
/// @notice Test only: holds the totals that events end with against what the views say after them.
/// @dev    A later event of the same pool overrides an earlier one, so only the last figure of each kind is compared.
abstract contract PostTotals is Test {
    uint256 private constant ASSETS = 0;
    uint256 private constant SHARES = 1;
    uint256 private constant PENDING = 2;
    uint256 private constant LOCKED = 3;
    uint256 private constant RESERVE = 4;
    uint256 private constant UNALLOCATED = 5;

    struct Told {
        bool[6] known;
        uint256[6] value;
        address account;
        uint256 accountShares;
        bytes32 paymentId;
        uint256 remaining;
        uint256 events;
    }

    /// @notice Fails unless each pool's views equal what its last events say. `logs` is all that one transaction logged.
    function requireTotals(ICollateralPool manager, Vm.Log[] memory logs) internal view returns (uint256 events) {
        for (uint256 i = 0; i < manager.poolCount(); ++i) {
            bytes32 pool = manager.poolAt(i);
            Told memory told;
            for (uint256 j = 0; j < logs.length; ++j) {
                if (logs[j].emitter == address(manager)) _take(told, pool, logs[j]);
            }
            _compare(manager, pool, told);
            events += told.events;
        }
    }

    function _compare(ICollateralPool manager, bytes32 pool, Told memory told) private view {
        ICollateralPool.PoolView memory v = manager.poolInfo(pool);
        uint256[6] memory seen = [v.assets, v.shares, v.pendingShares, v.locked, v.exitReserve, v.unallocated];
        string[6] memory names = ["assets", "shares", "pendingShares", "locked", "exitReserve", "unallocated"];
        for (uint256 i = 0; i < 6; ++i) {
            if (told.known[i]) assertEq(told.value[i], seen[i], names[i]);
        }
        if (told.account != address(0)) {
            assertEq(told.accountShares, manager.accountInfo(pool, told.account).shares, "accountShares");
        }
        if (told.paymentId != 0) assertEq(told.remaining, manager.lockOf(told.paymentId).remaining, "remaining");
    }

    function _take(Told memory told, bytes32 pool, Vm.Log memory log) private pure {
        bytes32 topic = log.topics[0];
        if (topic == ICollateralPool.Supplied.selector) {
            if (log.topics[1] != pool) return;
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            told.account = _account(log.topics[2]);
            told.accountShares = d[2];
            _set(told, ASSETS, d[3]);
            _set(told, SHARES, d[4]);
            _set(told, UNALLOCATED, d[5]);
        } else if (topic == ICollateralPool.ExitRequested.selector) {
            if (log.topics[1] != pool) return;
            uint256[4] memory d = abi.decode(log.data, (uint256[4]));
            told.account = _account(log.topics[2]);
            told.accountShares = d[1];
            _set(told, PENDING, d[3]);
        } else if (topic == ICollateralPool.ExitCancelled.selector) {
            if (log.topics[1] != pool) return;
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            told.account = _account(log.topics[2]);
            told.accountShares = d[1];
            _set(told, PENDING, d[2]);
        } else if (topic == ICollateralPool.EpochRolled.selector) {
            if (log.topics[1] != pool) return;
            uint256[8] memory d = abi.decode(log.data, (uint256[8]));
            _set(told, ASSETS, d[3]);
            _set(told, SHARES, d[4]);
            _set(told, PENDING, d[5]);
            _set(told, LOCKED, d[6]);
            _set(told, RESERVE, d[7]);
        } else if (topic == ICollateralPool.ExitClaimed.selector) {
            if (log.topics[1] != pool) return;
            uint256[4] memory d = abi.decode(log.data, (uint256[4]));
            _set(told, RESERVE, d[3]);
        } else if (topic == ICollateralPool.CollateralLocked.selector) {
            if (log.topics[2] != pool) return;
            uint256[11] memory d = abi.decode(log.data, (uint256[11]));
            (told.paymentId, told.remaining) = (log.topics[1], d[0]);
            _set(told, LOCKED, d[10]);
        } else if (topic == ICollateralPool.LockReleased.selector) {
            if (log.topics[2] != pool) return;
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            (told.paymentId, told.remaining) = (log.topics[1], d[1]);
            _set(told, LOCKED, d[2]);
        } else if (topic == ICollateralPool.LockDrawn.selector) {
            if (log.topics[2] != pool) return;
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            (told.paymentId, told.remaining) = (log.topics[1], d[2]);
            _set(told, ASSETS, d[3]);
            _set(told, SHARES, d[4]);
            _set(told, LOCKED, d[5]);
        } else {
            return;
        }
        ++told.events;
    }

    function _set(Told memory told, uint256 which, uint256 value) private pure {
        told.known[which] = true;
        told.value[which] = value;
    }

    function _account(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
