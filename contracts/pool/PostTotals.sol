// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../testing/Test.sol";
import { Vm } from "../testing/Vm.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
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
    uint256 private constant REWARDS = 6;
    uint256 private constant FEES_LEFT = 7;
    uint256 private constant TOP_UPS_LEFT = 8;
    uint256 private constant SECONDS_LEFT = 9;
    uint256 private constant DEFERRED = 10;

    struct Told {
        bool[11] known;
        uint256[11] value;
        address account;
        uint256 accountShares;
        uint256 exitEpoch; // of the account's ticket
        uint256 ticketShares;
        address debtor; // to whom something is kept
        uint256 owed;
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
        if (told.events == 0) return;
        ICollateralPool.PoolView memory v = manager.poolInfo(pool);
        _require(told, ASSETS, v.assets, "assets");
        _require(told, SHARES, v.shares, "shares");
        _require(told, PENDING, v.pendingShares, "pendingShares");
        _require(told, LOCKED, v.locked, "locked");
        _require(told, RESERVE, v.exitReserve, "exitReserve");
        _require(told, UNALLOCATED, v.unallocated, "unallocated");
        _require(told, REWARDS, v.rewardReserve, "rewardReserve");
        _require(told, FEES_LEFT, v.feesLeft, "feesLeft");
        _require(told, TOP_UPS_LEFT, v.topUpsLeft, "topUpsLeft");
        _require(told, SECONDS_LEFT, v.rewardSecondsLeft, "rewardSecondsLeft");
        _require(told, DEFERRED, v.deferred, "deferred");
        if (told.account != address(0)) {
            assertEq(told.accountShares, manager.accountInfo(pool, told.account).shares, "accountShares");
        }
        if (told.exitEpoch != 0) {
            assertEq(told.ticketShares, manager.ticketOf(pool, told.account, told.exitEpoch).shares, "ticketShares");
        }
        if (told.debtor != address(0)) {
            (uint256 owed,) = manager.deferredOf(pool, told.debtor);
            assertEq(told.owed, owed, "owed");
        }
        if (told.paymentId != 0) assertEq(told.remaining, manager.lockOf(told.paymentId).remaining, "remaining");
    }

    function _require(Told memory told, uint256 which, uint256 seen, string memory name) private pure {
        if (told.known[which]) assertEq(told.value[which], seen, name);
    }

    function _take(Told memory told, bytes32 pool, Vm.Log memory log) private pure {
        bytes32 topic = log.topics[0];
        bool heard = _takeStakers(told, pool, topic, log) || _takeRewards(told, pool, topic, log)
            || _takePayments(told, pool, topic, log) || _takeGenerations(told, pool, topic, log);
        if (heard) ++told.events;
    }

    function _takeStakers(Told memory told, bytes32 pool, bytes32 topic, Vm.Log memory log)
        private
        pure
        returns (bool)
    {
        if (log.topics.length < 3 || log.topics[1] != pool) return false;
        if (topic == ICollateralPool.Supplied.selector) {
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            _setAccount(told, log.topics[2], d[2]);
            _set(told, ASSETS, d[3]);
            _set(told, SHARES, d[4]);
            _set(told, UNALLOCATED, d[5]);
        } else if (topic == ICollateralPool.ExitRequested.selector) {
            uint256[4] memory d = abi.decode(log.data, (uint256[4]));
            _setAccount(told, log.topics[2], d[1]);
            (told.exitEpoch, told.ticketShares) = (uint256(log.topics[3]), d[2]);
            _set(told, PENDING, d[3]);
        } else if (topic == ICollateralPool.ExitCancelled.selector) {
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            _setAccount(told, log.topics[2], d[1]);
            _set(told, PENDING, d[2]);
        } else if (topic == ICollateralPool.EpochRolled.selector) {
            uint256[8] memory d = abi.decode(log.data, (uint256[8]));
            _set(told, ASSETS, d[3]);
            _set(told, SHARES, d[4]);
            _set(told, PENDING, d[5]);
            _set(told, LOCKED, d[6]);
            _set(told, RESERVE, d[7]);
        } else if (topic == ICollateralPool.ExitClaimed.selector) {
            _set(told, RESERVE, abi.decode(log.data, (uint256[4]))[3]);
        } else {
            return false;
        }
        return true;
    }

    function _takeRewards(Told memory told, bytes32 pool, bytes32 topic, Vm.Log memory log)
        private
        pure
        returns (bool)
    {
        if (log.topics.length < 3 || log.topics[1] != pool) return false;
        if (topic == ICollateralPool.RewardFunded.selector) {
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            _set(told, FEES_LEFT, d[2]);
            _set(told, TOP_UPS_LEFT, d[3]);
            _set(told, SECONDS_LEFT, d[4]);
            _set(told, REWARDS, d[5]);
            _set(told, UNALLOCATED, 0);
        } else if (topic == ICollateralPool.RewardClaimed.selector) {
            _set(told, REWARDS, abi.decode(log.data, (uint256[3]))[2]);
        } else if (topic == ICollateralManager.PayoutDeferred.selector) {
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            (told.debtor, told.owed) = (_account(log.topics[2]), d[1]);
            _set(told, DEFERRED, d[2]);
        } else if (topic == ICollateralManager.DeferredPaid.selector) {
            (told.debtor, told.owed) = (_account(log.topics[2]), 0);
            _set(told, DEFERRED, abi.decode(log.data, (uint256[2]))[1]);
        } else {
            return false;
        }
        return true;
    }

    function _takePayments(Told memory told, bytes32 pool, bytes32 topic, Vm.Log memory log)
        private
        pure
        returns (bool)
    {
        if (log.topics.length < 3 || log.topics[2] != pool) return false;
        if (topic == ICollateralPool.CollateralLocked.selector) {
            uint256[11] memory d = abi.decode(log.data, (uint256[11]));
            (told.paymentId, told.remaining) = (log.topics[1], d[0]);
            _set(told, LOCKED, d[10]);
        } else if (topic == ICollateralPool.LockReleased.selector) {
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            (told.paymentId, told.remaining) = (log.topics[1], d[1]);
            _set(told, LOCKED, d[2]);
        } else if (topic == ICollateralPool.LockDrawn.selector) {
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            (told.paymentId, told.remaining) = (log.topics[1], d[2]);
            _set(told, ASSETS, d[3]);
            _set(told, SHARES, d[4]);
            _set(told, LOCKED, d[5]);
        } else {
            return false;
        }
        return true;
    }

    /// @dev From then on the totals of before are those of the generation that ended, and the pool has none.
    function _takeGenerations(Told memory told, bytes32 pool, bytes32 topic, Vm.Log memory log)
        private
        pure
        returns (bool)
    {
        if (topic != ICollateralPool.GenerationClosed.selector) return false;
        uint256[8] memory d = abi.decode(log.data, (uint256[8]));
        uint256[7] memory totals;
        if (log.topics[1] == pool) (told.account, totals[REWARDS]) = (address(0), d[7]);
        else if (log.topics[2] == pool) totals = [d[0], d[1], d[2], d[3], d[4], d[5], d[6]];
        else return false;
        for (uint256 i = 0; i < 7; ++i) {
            _set(told, i, totals[i]);
        }
        return true;
    }

    function _set(Told memory told, uint256 which, uint256 value) private pure {
        told.known[which] = true;
        told.value[which] = value;
    }

    function _setAccount(Told memory told, bytes32 topic, uint256 shares) private pure {
        (told.account, told.accountShares, told.exitEpoch) = (_account(topic), shares, 0);
    }

    function _account(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
