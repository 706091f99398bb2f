// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostRewards } from "./GhostRewards.sol";
import { GhostWindow } from "./GhostWindow.sol";

/// @title  ReplayedBook
/// @notice Test only: one generation of a pool as its events tell of it. It adds up what they say and computes nothing
///         but how rewards flow, which follows from the events and their times.
contract ReplayedBook is GhostRewards, GhostWindow {
    struct Totals {
        uint256 assets;
        uint256 shares;
        uint256 pending;
        uint256 locked;
        uint256 exitReserve;
        uint256 unallocated;
        uint256 latestLockEnd;
    }

    struct Bucket {
        uint256 shares;
        uint256 assets;
    }

    bytes32 public pool;
    uint256 public generation = 1;
    Totals public totals;
    ICollateralPool.PoolParams private _params;
    ICollateralManager.Pauses private _pauses;
    mapping(address account => uint256) public sharesOf;
    mapping(address account => mapping(uint256 epoch => uint256)) public ticketOf;
    mapping(uint256 epoch => Bucket) public buckets;

    constructor(bytes32 pool_) {
        pool = pool_;
    }

    function params() external view returns (ICollateralPool.PoolParams memory) {
        return _params;
    }

    function pauses() external view returns (ICollateralManager.Pauses memory) {
        return _pauses;
    }

    function setParams(ICollateralPool.PoolParams memory p) public {
        _params = p;
        setWindow(p.drawWindow);
    }

    function setPauses(ICollateralManager.Pauses memory p) public {
        _pauses = p;
    }

    // ---------------------------------------------------------------- stakers

    function earn(address account) public {
        _earn(account, sharesOf[account], totals.shares - totals.pending);
    }

    function supply(address account, uint256 amount, uint256 shares, uint256 unallocated) external {
        earn(account);
        // What was left without an owner is told as the new total.
        totals.assets -= unallocated - totals.unallocated;
        totals.unallocated = unallocated;
        sharesOf[account] += shares;
        totals.shares += shares;
        totals.assets += amount;
    }

    function request(address account, uint256 epoch, uint256 shares) external {
        earn(account);
        sharesOf[account] -= shares;
        totals.pending += shares;
        ticketOf[account][epoch] += shares;
        buckets[epoch].shares += shares;
    }

    function cancel(address account, uint256 epoch, uint256 shares) external {
        earn(account);
        sharesOf[account] += shares;
        totals.pending -= shares;
        ticketOf[account][epoch] -= shares;
        buckets[epoch].shares -= shares;
    }

    function roll(uint256 epoch, uint256 expired, uint256 shares, uint256 assets) external {
        totals.locked -= expired;
        totals.shares -= shares;
        totals.pending -= shares;
        totals.assets -= assets;
        totals.exitReserve += assets;
        buckets[epoch].assets = assets;
    }

    function claim(address account, uint256 epoch, uint256 shares, uint256 amount) external {
        ticketOf[account][epoch] -= shares;
        buckets[epoch].shares -= shares;
        buckets[epoch].assets -= amount;
        totals.exitReserve -= amount;
    }

    // ---------------------------------------------------------------- rewards

    function fund(uint256 kind, uint256 value, uint256 dust, uint256 period) external {
        _fund(kind, value, dust, period, totals.shares - totals.pending);
        totals.unallocated -= dust;
    }

    function collect(address account) external returns (uint256 fees, uint256 topUps) {
        earn(account);
        return _collect(account);
    }

    function flow() external {
        _flow(totals.shares - totals.pending);
    }

    // ---------------------------------------------------------------- payments

    function lock(uint256 amount, uint256 end) external {
        totals.locked += amount;
        if (end > totals.latestLockEnd) totals.latestLockEnd = end;
    }

    function free(uint256 amount) external {
        totals.locked -= amount;
    }

    function draw(uint256 amount, bool byOperator) external {
        totals.locked -= amount;
        totals.assets -= amount;
        if (byOperator) _noteDraw(amount);
    }

    // ---------------------------------------------------------------- generations

    function close(bytes32 id) external returns (uint256 fees, uint256 topUps, uint256 secondsLeft_) {
        pool = id;
        return _giveUp(totals.shares - totals.pending);
    }

    function succeed(ReplayedBook before, uint256 fees, uint256 topUps, uint256 secondsLeft_) external {
        generation = before.generation() + 1;
        _params = before.params();
        _pauses = before.pauses();
        _takeOver(fees, topUps, secondsLeft_);
        _continueWindow(before);
    }
}
