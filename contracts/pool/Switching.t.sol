// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice From one app's pool into another's in one transaction, without the tokens leaving in between.
contract SwitchingTest is PoolFixture {
    bytes32 private other;
    uint256 private epoch;

    function setUp() public {
        deployPool();
        other = open("OTHER", defaultParams());
        stake(alice, 100 ether);
        stake(bob, 100 ether);
        epoch = requestExit(alice, 40 ether);
        skipTo(epoch * EPOCH);
    }

    function change(bytes32 to) private returns (uint256 amount, uint256 shares) {
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = epoch;
        vm.prank(alice);
        return manager.switchPool(pool, epochs, to);
    }

    function test_a_due_ticket_becomes_a_stake_in_the_other_pool() public {
        uint256 before = spendable(alice);
        vm.expectEmit(address(manager));
        emit ICollateralPool.ExitClaimed(pool, alice, epoch, address(manager), 40 ether, 40 ether, 0);
        vm.expectEmit(address(manager));
        emit ICollateralPool.Supplied(other, alice, 40 ether, 40 ether, 40 ether, 40 ether, 40 ether, 0);
        (uint256 amount, uint256 shares) = change(other);
        assertEq(amount, 40 ether);
        assertEq(shares, 40 ether);
        assertEq(manager.accountInfo(other, alice).shares, 40 ether);
        assertEq(amp.balanceOfByPartition(other, address(manager)), 40 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 160 ether);
        assertEq(manager.ticketOf(pool, alice, epoch).shares, 0);
        assertEq(spendable(alice), before);
    }

    function test_into_the_same_pool_no_token_moves() public {
        change(pool);
        assertEq(sharesOf(alice), 100 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 200 ether);
    }

    function test_the_other_pool_takes_it_at_its_own_price() public {
        bytes32 first = pool;
        pool = other;
        stake(carol, 100 ether);
        draw(lock(50 ether), 50 ether);
        pool = first;
        (, uint256 shares) = change(other);
        assertEq(shares, 80 ether);
    }

    function test_it_is_refused_as_the_claim_or_the_stake_would_be() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, bytes32("x")));
        change("x");

        vm.prank(guardian);
        manager.setPauses(other, ICollateralManager.Pauses(true, false, false));
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, other));
        change(other);

        ICollateralPool.PoolParams memory p = defaultParams();
        p.minStake = 40 ether + 1;
        bytes32 dear = open("DEAR", p);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralPool.BelowMinStake.selector, 40 ether, 40 ether + 1)
        );
        change(dear);

        uint256 due = epoch;
        epoch = requestExit(alice, 10 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralPool.ExitNotDue.selector, epoch, epoch * EPOCH, time())
        );
        change(pool);
        epoch = due;
        change(pool);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NoTicket.selector, pool, alice, epoch));
        change(pool);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, bytes32("x")));
        vm.prank(alice);
        manager.switchPool("x", new uint256[](1), pool);
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        vm.prank(alice);
        manager.switchPool(pool, new uint256[](0), pool);
    }

    function test_it_works_with_every_other_pause_on() public {
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(true, true, true));
        change(other);
    }
}
