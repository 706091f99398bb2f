// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice The whole way once, before anything is looked at closely.
contract MainPathTest is PoolFixture {
    function setUp() public {
        deployPool();
    }

    function test_stake_lock_release_exit_gives_everything_back() public {
        stake(alice, 1000 ether);
        assertEq(spendable(alice), 0);
        bytes32 id = lock(900 ether);
        assertEq(info().locked, 900 ether);
        release(id, 900 ether);
        assertEq(info().locked, 0);

        uint256 epoch = requestExit(alice, sharesOf(alice));
        skipTo(epoch * EPOCH);
        assertEq(claimExit(alice, epoch), 1000 ether);
        assertEq(spendable(alice), 1000 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 0);
    }

    function test_a_draw_pays_the_merchant_out_of_all_stakes_in_proportion() public {
        stake(alice, 1000 ether);
        stake(bob, 500 ether);
        uint256 epoch = requestExit(bob, sharesOf(bob)); // on his way out, and still part of it
        bytes32 id = lock(300 ether);
        draw(id, 300 ether);
        assertEq(spendable(merchant), 300 ether);
        assertEq(manager.accountInfo(pool, alice).assets, 800 ether);

        skipTo(epoch * EPOCH);
        assertEq(claimExit(bob, epoch), 400 ether);
    }

    function test_a_lock_that_nobody_touches_ends_by_itself() public {
        stake(alice, 1000 ether);
        bytes32 id = lock(900 ether);
        skipTo(manager.lockOf(id).expiresAt);
        assertEq(uint256(manager.lockOf(id).status), uint256(ICollateralManager.LockStatus.Expired));
        assertEq(info().locked, 900 ether, "counts until its epoch ends");
        skipTime(EPOCH);
        assertEq(info().locked, 0);
        assertEq(info().free, 900 ether);
    }
}
