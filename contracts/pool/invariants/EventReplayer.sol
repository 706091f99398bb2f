// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../../testing/Test.sol";
import { Vm } from "../../testing/Vm.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { ReplayedBook } from "./ReplayedBook.sol";

/// @title  EventReplayer
/// @notice Test only: a reader who knows nothing of the pools but their events, from the first one on.
contract EventReplayer is Test {
    struct Payment {
        ReplayedBook book;
        address merchant;
        uint256 remaining;
        uint256 settleBy;
        uint256 expiresAt;
        uint256 claimDelay;
        uint256 maturesAt;
        ICollateralManager.LockStatus status;
    }

    address private immutable _manager;
    uint256 private immutable _epochLength;

    bytes32[] public pools; // as ids were first told of
    mapping(bytes32 pool => ReplayedBook) public books;
    mapping(bytes32 paymentId => Payment) public payments;
    mapping(address merchant => uint256) public merchantSince;
    mapping(bytes32 custody => mapping(address account => uint256)) public deferred;
    mapping(bytes32 custody => uint256) public deferredInAll;
    mapping(bytes32 partition => uint256) public amountIn; // of Amp's own events
    mapping(bytes32 partition => uint256) public amountOut;
    uint256 public events;

    bytes32 private constant MOVED =
        keccak256("TransferByPartition(bytes32,address,address,address,uint256,bytes,bytes)");

    constructor(address manager, uint256 epochLength) {
        (_manager, _epochLength) = (manager, epochLength);
    }

    function poolCount() external view returns (uint256) {
        return pools.length;
    }

    /// @notice Logs of one and the same time, in their order.
    function feed(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == MOVED) _moved(logs[i]);
            if (logs[i].emitter == _manager) _take(logs[i]);
        }
    }

    function _moved(Vm.Log calldata log) private {
        (, uint256 value, bytes memory data,) = abi.decode(log.data, (address, uint256, bytes, bytes));
        bytes32 to = log.topics[1];
        if (data.length >= 64) {
            (bytes32 flag, bytes32 destination) = abi.decode(data, (bytes32, bytes32));
            if (flag == bytes32(type(uint256).max)) to = destination;
        }
        if (log.topics[2] != log.topics[3] || to != log.topics[1]) amountOut[log.topics[1]] += value;
        if (log.topics[2] != log.topics[3] || to != log.topics[1]) amountIn[to] += value;
    }

    function _take(Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        ++events;
        if (topic == ICollateralManager.PoolCreated.selector) {
            books[log.topics[1]] = new ReplayedBook(log.topics[1]);
            pools.push(log.topics[1]);
        } else if (topic == ICollateralPool.ParamsSet.selector) {
            books[log.topics[1]].setParams(abi.decode(log.data, (ICollateralPool.PoolParams)));
        } else if (topic == ICollateralManager.PausesSet.selector) {
            (ICollateralManager.Pauses memory p,) = abi.decode(log.data, (ICollateralManager.Pauses, address));
            books[log.topics[1]].setPauses(p);
        } else if (topic == ICollateralManager.MerchantSet.selector) {
            (, merchantSince[_account(log.topics[1])]) = abi.decode(log.data, (bool, uint256));
        } else if (topic == ICollateralManager.PayoutDeferred.selector) {
            _defer(log);
        } else if (topic == ICollateralManager.DeferredPaid.selector) {
            _pay(log);
        } else if (topic == ICollateralPool.GenerationClosed.selector) {
            _close(log);
        } else if (!_takeStakers(topic, log) && !_takePayments(topic, log)) {
            --events;
        }
    }

    // ---------------------------------------------------------------- stakers

    function _takeStakers(bytes32 topic, Vm.Log calldata log) private returns (bool) {
        if (log.topics.length < 3) return false;
        ReplayedBook book = books[log.topics[1]];
        address account = _account(log.topics[2]);
        if (topic == ICollateralPool.Supplied.selector) {
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            book.supply(account, d[0], d[1], d[5]);
        } else if (topic == ICollateralPool.ExitRequested.selector) {
            book.request(account, uint256(log.topics[3]), abi.decode(log.data, (uint256[4]))[0]);
        } else if (topic == ICollateralPool.ExitCancelled.selector) {
            book.cancel(account, uint256(log.topics[3]), abi.decode(log.data, (uint256[3]))[0]);
        } else if (topic == ICollateralPool.EpochRolled.selector) {
            uint256[8] memory d = abi.decode(log.data, (uint256[8]));
            book.roll(uint256(log.topics[2]), d[0], d[1], d[2]);
        } else if (topic == ICollateralPool.ExitClaimed.selector) {
            uint256[4] memory d = abi.decode(log.data, (uint256[4]));
            book.claim(account, uint256(log.topics[3]), d[1], d[2]);
        } else if (topic == ICollateralPool.RewardFunded.selector) {
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            book.fund(uint256(log.topics[3]), d[0], d[1], book.params().rewardEpochs * _epochLength);
        } else if (topic == ICollateralPool.RewardClaimed.selector) {
            (uint256 fees, uint256 topUps) = book.collect(account);
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            assertEq(fees, d[0], "replay: fees claimed");
            assertEq(topUps, d[1], "replay: top-ups claimed");
        } else {
            return false;
        }
        return true;
    }

    /// @dev The book goes on under its new id; what is still to be streamed is its successor's.
    function _close(Vm.Log calldata log) private {
        (bytes32 pool, bytes32 closed) = (log.topics[1], log.topics[2]);
        ReplayedBook book = books[pool];
        (uint256 fees, uint256 topUps, uint256 secondsLeft) = book.close(closed);
        books[closed] = book;
        books[pool] = new ReplayedBook(pool);
        books[pool].succeed(book, fees, topUps, secondsLeft);
        pools.push(closed);
        assertEq(fees + topUps, abi.decode(log.data, (uint256[8]))[7], "replay: rewards passed on");
    }

    // ---------------------------------------------------------------- payments

    function _takePayments(bytes32 topic, Vm.Log calldata log) private returns (bool) {
        if (log.topics.length < 3) return false;
        Payment storage p = payments[log.topics[1]];
        if (topic == ICollateralPool.CollateralLocked.selector) {
            uint256[11] memory d = abi.decode(log.data, (uint256[11]));
            p.book = books[log.topics[2]];
            p.merchant = _account(log.topics[3]);
            (p.remaining, p.settleBy, p.expiresAt, p.claimDelay) = (d[0], d[1], d[2], d[3]);
            p.status = ICollateralManager.LockStatus.Open;
            p.book.lock(d[0], (d[2] + _epochLength - 1) / _epochLength);
        } else if (topic == ICollateralPool.LockReleased.selector) {
            uint256[3] memory d = abi.decode(log.data, (uint256[3]));
            _reduce(p, d[0], ICollateralManager.LockStatus.Released);
            p.book.free(d[0]);
        } else if (topic == ICollateralManager.LockClaimed.selector) {
            p.status = ICollateralManager.LockStatus.Claimed;
            p.maturesAt = abi.decode(log.data, (uint256));
        } else if (topic == ICollateralPool.LockDrawn.selector) {
            uint256[6] memory d = abi.decode(log.data, (uint256[6]));
            bool paysClaim = d[1] == p.remaining && p.maturesAt != 0 && p.maturesAt <= block.timestamp;
            _reduce(p, d[1], ICollateralManager.LockStatus.Drawn);
            p.book.draw(d[1], !paysClaim);
        } else {
            return false;
        }
        return true;
    }

    function _reduce(Payment storage p, uint256 amount, ICollateralManager.LockStatus emptied) private {
        p.remaining -= amount;
        if (p.remaining == 0) p.status = emptied;
    }

    function _defer(Vm.Log calldata log) private {
        uint256 amount = abi.decode(log.data, (uint256[3]))[0];
        bytes32 custody = _custody(log.topics[1]);
        deferred[custody][_account(log.topics[2])] += amount;
        deferredInAll[custody] += amount;
    }

    function _pay(Vm.Log calldata log) private {
        uint256 amount = abi.decode(log.data, (uint256[2]))[0];
        bytes32 custody = _custody(log.topics[1]);
        deferred[custody][_account(log.topics[2])] -= amount;
        deferredInAll[custody] -= amount;
    }

    function _custody(bytes32 pool) private pure returns (bytes32) {
        return bytes32(bytes4(0xCCCCCCCC)) | ((pool << 32) >> 32);
    }

    function _account(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
