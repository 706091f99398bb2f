// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice The way out: request, perhaps cancel, claim.
contract ExitsTest is PoolFixture {
    function setUp() public {
        deployPool();
        stake(alice, 100 ether);
        stake(bob, 50 ether);
    }

    // ---------------------------------------------------------------- request

    function test_a_request_makes_a_ticket_of_the_epoch_after_the_cooldown() public {
        uint256 expected = manager.epochOf(time() + 3 hours) + 1;
        (uint256 taken, uint256 worth, uint256 previewed, uint256 exitAt) = manager.previewExit(pool, alice, 40 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.ExitRequested(pool, alice, expected, 40 ether, 60 ether, 40 ether, 40 ether);
        uint256 epoch = requestExit(alice, 40 ether);

        assertEq(epoch, expected);
        assertEq(previewed, expected);
        assertEq(taken, 40 ether);
        assertEq(worth, 40 ether);
        assertEq(exitAt, epoch * EPOCH);
        ICollateralPool.TicketView memory t = manager.ticketOf(pool, alice, epoch);
        assertEq(t.shares, 40 ether);
        assertEq(t.assets, 40 ether);
        assertFalse(t.rolled);
        assertEq(t.exitAt, exitAt);
        assertEq(info().pendingShares, 40 ether);
        assertEq(info().shares, 150 ether, "still bears losses");
    }

    function test_requests_for_one_epoch_are_one_ticket() public {
        uint256 epoch = requestExit(alice, 40 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.ExitRequested(pool, alice, epoch, 10 ether, 50 ether, 50 ether, 50 ether);
        requestExit(alice, 10 ether);
        skipTime(EPOCH);
        assertEq(requestExit(alice, 10 ether), epoch + 1);
        assertEq(manager.ticketOf(pool, alice, epoch).shares, 50 ether);
        assertEq(manager.ticketOf(pool, alice, epoch + 1).shares, 10 ether);
    }

    function test_no_crumbs_are_left_behind() public {
        (uint256 taken,,,) = manager.previewExit(pool, alice, 100 ether - 1e6 + 1);
        assertEq(taken, 100 ether);
        requestExit(alice, 100 ether - 1e6 + 1);
        assertEq(sharesOf(alice), 0);
        requestExit(bob, 50 ether - 1e6);
        assertEq(sharesOf(bob), 1e6, "the least holding is no crumb");
    }

    function test_an_exit_of_nothing_or_of_more_than_held_is_refused() public {
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        requestExit(alice, 0);
        bytes memory refusal =
            abi.encodeWithSelector(ICollateralPool.InsufficientShares.selector, 100 ether + 1, 100 ether);
        vm.expectRevert(refusal);
        requestExit(alice, 100 ether + 1);
        vm.expectRevert(refusal);
        manager.previewExit(pool, alice, 100 ether + 1);
    }

    function test_an_exit_waits_for_the_last_lock_that_may_count_on_it() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        (item.settleBy, item.expiresAt) = (uint40(time() + 1), uint40(time() + 12 hours));
        vm.prank(operator);
        manager.lock(item);
        uint256 lockEnd = manager.epochOf(time() + 12 hours) + 1;
        assertEq(info().latestLockEnd, lockEnd);
        lock(1 ether); // a shorter one
        assertEq(info().latestLockEnd, lockEnd);
        assertEq(requestExit(alice, 10 ether), lockEnd);

        release(item.paymentId, 1 ether);
        assertEq(requestExit(bob, 10 ether), lockEnd, "released or not");
    }

    // ---------------------------------------------------------------- cancel

    function test_a_cancelled_exit_gives_the_shares_back() public {
        uint256 epoch = requestExit(alice, 100 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.ExitCancelled(pool, alice, epoch, 100 ether, 100 ether, 0);
        vm.prank(alice);
        assertEq(manager.cancelExit(pool, epoch), 100 ether);
        assertEq(sharesOf(alice), 100 ether);
        assertEq(info().pendingShares, 0);
        assertEq(manager.ticketOf(pool, alice, epoch).shares, 0);
    }

    function test_an_exit_that_is_due_cannot_be_cancelled() public {
        uint256 epoch = requestExit(alice, 10 ether);
        skipTo(epoch * EPOCH - 1);
        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        manager.cancelExit(pool, epoch);
        vm.revertToState(snapshot);

        skipTo(epoch * EPOCH);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.ExitAlreadyDue.selector, epoch, epoch * EPOCH));
        vm.prank(alice);
        manager.cancelExit(pool, epoch);
    }

    function test_who_has_no_ticket_cancels_nothing() public {
        uint256 epoch = requestExit(alice, 10 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NoTicket.selector, pool, bob, epoch));
        vm.prank(bob);
        manager.cancelExit(pool, epoch);
    }

    function test_cancelling_leaves_no_crumbs_either() public {
        uint256 crumb = requestExit(alice, 1e6 - 1);
        skipTime(EPOCH);
        requestExit(alice, sharesOf(alice));
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.BelowMinShares.selector, 1e6 - 1, 1e6));
        vm.prank(alice);
        manager.cancelExit(pool, crumb);
    }

    // ---------------------------------------------------------------- claim

    function test_a_claim_is_due_at_the_very_second_its_epoch_ends() public {
        uint256 epoch = requestExit(alice, 40 ether);
        skipTo(epoch * EPOCH - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralPool.ExitNotDue.selector, epoch, epoch * EPOCH, epoch * EPOCH - 1)
        );
        claimExit(alice, epoch);

        skipTime(1);
        assertTrue(manager.ticketOf(pool, alice, epoch).rolled);
        assertEq(manager.ticketOf(pool, alice, epoch).assets, 40 ether, "before anyone rolled");
        vm.expectEmit(address(manager));
        emit ICollateralPool.EpochRolled(
            pool, epoch, 0, 40 ether, 40 ether, 110 ether, 110 ether, 0, 0, 40 ether
        );
        vm.expectEmit(address(manager));
        emit ICollateralPool.ExitClaimed(pool, alice, epoch, alice, 40 ether, 40 ether, 0);
        assertEq(claimExit(alice, epoch), 40 ether);
        assertEq(spendable(alice), 940 ether);
        assertEq(info().assets, 110 ether);
    }

    function test_a_ticket_is_paid_once() public {
        uint256 epoch = requestExit(alice, 40 ether);
        skipTo(epoch * EPOCH);
        claimExit(alice, epoch);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NoTicket.selector, pool, alice, epoch));
        claimExit(alice, epoch);

        uint256 next = requestExit(alice, 40 ether);
        skipTo(next * EPOCH);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NoTicket.selector, pool, alice, next));
        vm.prank(alice);
        manager.claimExit(pool, list(next, next), alice);
    }

    function test_several_tickets_are_paid_at_once_to_whom_their_owner_says() public {
        uint256 first = requestExit(alice, 40 ether);
        skipTime(EPOCH);
        uint256 second = requestExit(alice, 25 ether);
        skipTo(second * EPOCH + 100 days);
        vm.prank(alice);
        assertEq(manager.claimExit(pool, list(second, first), stranger), 65 ether);
        assertEq(spendable(stranger), 65 ether);
    }

    function test_an_exit_goes_neither_to_nobody_nor_to_the_manager_nor_is_it_empty() public {
        uint256 epoch = requestExit(alice, 40 ether);
        skipTo(epoch * EPOCH);
        vm.expectRevert(ICollateralManager.ZeroAddress.selector);
        vm.prank(alice);
        manager.claimExit(pool, list(epoch, epoch), address(0));
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.UnexpectedInflow.selector, DEFAULT, address(manager), 40 ether
            )
        );
        uint256[] memory one = new uint256[](1);
        one[0] = epoch;
        vm.prank(alice);
        manager.claimExit(pool, one, address(manager));
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        vm.prank(alice);
        manager.claimExit(pool, new uint256[](0), alice);
    }

    function test_the_last_claim_of_an_epoch_takes_what_rounding_left() public {
        stake(carol, 50 ether);
        draw(lock(1), 1); // 200 ether - 1 wei, so no third of the bucket is a whole number
        uint256 epoch = requestExit(alice, 1 ether);
        requestExit(bob, 1 ether);
        requestExit(carol, 1 ether);
        skipTo(epoch * EPOCH);
        uint256 bucket = uint256(3 ether) * (200 ether - 1) / 200 ether;
        assertEq(bucket, 3 ether - 1);
        uint256 a = claimExit(alice, epoch);
        assertEq(a, bucket / 3);
        uint256 b = claimExit(bob, epoch);
        uint256 c = claimExit(carol, epoch);
        assertEq(a + b + c, bucket);
        assertEq(info().exitReserve, 0);
    }

    function test_those_on_their_way_out_bear_the_losses_until_they_are_out() public {
        uint256 epoch = requestExit(alice, 100 ether);
        draw(lock(30 ether), 30 ether);
        assertEq(manager.ticketOf(pool, alice, epoch).assets, 80 ether);
        skipTo(epoch * EPOCH);
        manager.roll(pool, type(uint256).max);
        draw(lock(10 ether), 10 ether);
        assertEq(claimExit(alice, epoch), 80 ether, "not those after");
        assertEq(manager.accountInfo(pool, bob).assets, 30 ether);
    }

    function test_a_ticket_that_lost_everything_is_paid_nothing_and_is_gone() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        p.maxUtilisationBps = 10_000;
        vm.prank(admin);
        manager.setParams(pool, p);
        draw(lock(150 ether), 150 ether);
        pool = closedPool(1);
        uint256 epoch = requestExit(alice, 100 ether);
        skipTo(epoch * EPOCH);
        vm.expectEmit(address(manager));
        emit ICollateralPool.ExitClaimed(pool, alice, epoch, alice, 100 ether, 0, 0);
        assertEq(claimExit(alice, epoch), 0);
        assertEq(manager.ticketOf(pool, alice, epoch).shares, 0);
    }

    function list(uint256 first, uint256 second) private pure returns (uint256[] memory epochs) {
        epochs = new uint256[](2);
        (epochs[0], epochs[1]) = (first, second);
    }
}
