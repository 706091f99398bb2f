// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice What happens when nearly all is lost: those who were there keep what is left, those who come start afresh.
contract GenerationsTest is PoolFixture {
    uint256 private constant LEFT = 1e6 - 1; // of a million million million shares: less than a wei for 1e12 of them
    bytes32 private old;
    bytes32 private survivor; // a lock of before
    uint256 private ticket;

    function setUp() public {
        deployPool();
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.minStake) = (10_000, 1e6);
        vm.prank(admin);
        manager.setParams(pool, p);
        old = closedPool(1);
    }

    /// @dev Alice and Bob stake half an AMP each, Bob asks to leave, a hundred wei stay locked, nearly all the rest is lost.
    function ruin() private {
        stake(alice, 0.5 ether);
        stake(bob, 0.5 ether);
        survivor = lock(100);
        bytes32 loss = lock(1 ether - LEFT);
        reward("Fee", 24 ether);
        skipTime(EPOCH);
        ticket = requestExit(bob, 0.2 ether);
        draw(loss, 1 ether - LEFT);
    }

    function viewOf(bytes32 id) private view returns (ICollateralPool.PoolView memory) {
        return manager.poolInfo(id);
    }

    function shares(bytes32 id, address account) private view returns (uint256) {
        return manager.accountInfo(id, account).shares;
    }

    function test_a_loss_down_to_a_millionth_of_a_millionth_of_a_wei_a_share_closes_the_generation() public {
        stake(alice, 1 ether);
        draw(lock(1 ether - 1e6), 1 ether - 1e6);
        assertEq(info().generation, 1, "just not yet");
        bytes32 id = lock(1);
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockDrawn(id, pool, merchant, operator, 1, 0, LEFT, 1 ether, 0);
        vm.expectEmit(address(manager));
        emit ICollateralPool.GenerationClosed(pool, old, 1, LEFT, 1 ether, 0, 0, 0, 0, 0, 0);
        draw(id, 1);
        assertEq(info().generation, 2);
        assertFalse(info().closed);
        assertEq(info().assets + info().shares, 0);
        assertTrue(viewOf(old).closed);
        assertEq(viewOf(old).generation, 1);
        assertEq(viewOf(old).assets, LEFT);
        assertEq(manager.poolCount(), 2);
        assertEq(manager.poolAt(0), old);
        assertEq(manager.poolAt(1), pool);
    }

    function test_all_that_a_generation_had_goes_on_under_its_own_id() public {
        ruin();
        assertEq(shares(old, alice), 0.5 ether);
        assertEq(shares(pool, alice), 0);
        assertEq(viewOf(old).pendingShares, 0.2 ether);
        assertEq(viewOf(old).locked, 100);
        assertEq(manager.ticketOf(old, bob, ticket).shares, 0.2 ether);
        assertEq(manager.ticketOf(pool, bob, ticket).shares, 0);
        assertEq(manager.lockOf(survivor).pool, old);
        assertEq(manager.accountInfo(old, alice).fees, 0.5 ether, "an hour of rewards");
        assertEq(keccak256(abi.encode(viewOf(old).params)), keccak256(abi.encode(info().params)));
    }

    function test_those_who_come_after_have_no_part_in_what_was_lost_or_left() public {
        ruin();
        stake(carol, 10 ether);
        assertEq(shares(pool, carol), 10 ether, "one share a wei again");
        draw(survivor, 60);
        assertEq(info().assets, 10 ether, "a loss of before is not theirs");
        assertEq(viewOf(old).assets, LEFT - 60);
        assertEq(spendable(merchant), 1 ether - LEFT + 60);
        draw(lock(5 ether), 5 ether);
        assertEq(viewOf(old).assets, LEFT - 60, "nor is theirs of those before");
    }

    function test_locks_of_before_can_be_released_and_expire() public {
        ruin();
        release(survivor, 40);
        assertEq(viewOf(old).locked, 60);
        skipTime(12 hours);
        assertEq(viewOf(old).locked, 0);
        assertTrue(manager.lockOf(survivor).status == ICollateralManager.LockStatus.Expired);
        assertTrue(manager.roll(old, 10));
    }

    function test_everyone_gets_out_with_what_was_left_to_them() public {
        ruin();
        stake(carol, 10 ether);
        vm.prank(alice);
        (uint256 epoch,) = manager.requestExit(old, 0.5 ether);
        vm.prank(bob);
        (uint256 second,) = manager.requestExit(old, 0.3 ether);
        assertEq(second, epoch);
        skipTo((ticket > epoch ? ticket : epoch) * EPOCH);
        uint256 paid = claim(old, alice, epoch) + claim(old, bob, ticket);
        if (second != ticket) paid += claim(old, bob, second);
        assertLe(paid, LEFT);
        assertGe(paid + 3, LEFT);
        assertEq(viewOf(old).shares, 0);
        assertEq(info().assets, 10 ether);
    }

    function claim(bytes32 id, address account, uint256 epoch) private returns (uint256 amount) {
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = epoch;
        vm.prank(account);
        return manager.claimExit(id, epochs, account);
    }

    function test_an_exit_of_before_can_be_cancelled_and_goes_on_bearing_losses_of_before() public {
        ruin();
        vm.prank(bob);
        manager.cancelExit(old, ticket);
        assertEq(shares(old, bob), 0.5 ether);
    }

    function test_a_generation_that_is_over_takes_nothing_in() public {
        ruin();
        ICollateralPool.Lock memory item = payment(1);
        item.pool = old;
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.PoolClosed.selector, old));
        vm.prank(operator);
        manager.lock(item);
        assertEq(viewOf(old).capacity + viewOf(old).free, 0);

        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.PoolClosed.selector, old));
        vm.prank(alice);
        manager.compound(old);

        uint256[] memory epochs = new uint256[](1);
        epochs[0] = ticket;
        skipTo(ticket * EPOCH);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.PoolClosed.selector, old));
        vm.prank(bob);
        manager.switchPool(old, epochs, old);
    }

    function test_rewards_earned_stay_and_rewards_to_come_pass_on() public {
        ruin();
        assertEq(viewOf(old).rewardReserve, 1 ether);
        assertEq(viewOf(old).feesLeft, 0);
        assertEq(info().feesLeft, 23 ether);
        assertEq(info().rewardReserve, 23 ether);
        stake(carol, 1 ether);
        skipTime(EPOCH);
        assertEq(manager.accountInfo(pool, carol).fees, 1 ether);
        bytes32[] memory both = new bytes32[](2);
        (both[0], both[1]) = (old, pool);
        vm.prank(alice);
        (uint256 fees,) = manager.claimRewards(both, alice);
        assertEq(fees, 0.5 ether);
    }

    /// @dev Out of what is left, into the same pool anew: no token has to move.
    function test_who_leaves_a_generation_may_stake_in_the_next_at_once() public {
        ruin();
        vm.prank(alice);
        (uint256 epoch,) = manager.requestExit(old, 0.5 ether);
        skipTo(epoch * EPOCH);
        // What half of it is worth is less than the least stake: another loss of before would make it no better.
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = epoch;
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralPool.BelowMinStake.selector, manager.ticketOf(old, alice, epoch).assets, 1e6
            )
        );
        vm.prank(alice);
        manager.switchPool(old, epochs, pool);
    }

    function test_a_loss_of_all_there_is_leaves_shares_that_are_worth_nothing() public {
        stake(alice, 1 ether);
        draw(lock(1 ether), 1 ether);
        assertEq(viewOf(old).assets, 0);
        assertEq(manager.accountInfo(old, alice).assets, 0);
        stake(bob, 1 ether);
        draw(lock(1 ether), 1 ether);
        assertEq(info().generation, 3);
        assertEq(manager.accountInfo(closedPool(2), bob).shares, 1 ether);
        assertEq(manager.poolAt(2), pool);
    }

    function test_a_draw_on_a_generation_that_is_over_does_not_close_it_again() public {
        ruin();
        draw(survivor, 100);
        assertEq(viewOf(old).generation, 1);
        assertEq(info().generation, 2);
        assertEq(manager.poolCount(), 2);
    }

    function test_its_parameters_and_pauses_can_still_be_set() public {
        ruin();
        vm.prank(guardian);
        manager.setPauses(old, ICollateralManager.Pauses(false, false, true));
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, old));
        draw(survivor, 1);
        assertFalse(info().pauses.draws);
    }
}
