// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { AttackFixture } from "./AttackFixture.sol";

/// @notice Ways to take from stakers or merchants by timing, rounding and sheer numbers.
contract EconomicAttacksTest is AttackFixture {
    // ---------------------------------------------------------------- 8, 9: shares

    function test_attack_08_the_first_depositor_cannot_inflate_the_price_by_donations() public {
        pool = open("FRESH", defaultParams());
        stake(bob, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, DEFAULT, bob, 500 ether)
        );
        send(bob, address(manager), 500 ether, DEFAULT); // a gift to the manager itself
        uint256 epoch = requestExit(bob, 1 ether - 1e6); // down to the least there may be
        skipTo(epoch * EPOCH);
        claimExit(bob, epoch);
        assertEq(info().assets, info().shares, "still one to one");
        stake(carol, 1 ether);
        assertEq(sharesOf(carol), 1 ether);
    }

    function test_attack_08_a_reward_is_no_donation_the_price_stays() public {
        reward("Fee", 1000 ether);
        skipTime(30 days);
        assertEq(info().assets, 1050 ether);
        assertEq(manager.previewStake(pool, 1 ether), 1 ether);
    }

    function test_attack_09_after_losses_shares_do_not_explode() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.minStake) = (10_000, 1e6);
        set(p);
        draw(lock(1050 ether - 1e8), 1050 ether - 1e8); // more than a million million shares a wei
        assertEq(info().generation, 2, "the old shares are worth what was left to them");
        stake(bob, 10 ether);
        assertEq(sharesOf(bob), 10 ether, "new ones start afresh");
        assertEq(manager.accountInfo(closedPool(1), alice).shares, 1000 ether);
        assertLe(manager.accountInfo(closedPool(1), alice).assets, 1e8);
    }

    // ---------------------------------------------------------------- 10, 11: timing

    function test_attack_10_staking_around_a_reward_earns_what_the_time_is_worth() public {
        give(bob, 1_000_000 ether);
        stake(bob, 1_000_000 ether); // just before
        reward("Fee", 24 ether);
        requestExit(bob, 1_000_000 ether); // and out in the same block
        skipTime(10 days);
        ICollateralPool.AccountView memory b = manager.accountInfo(pool, bob);
        assertEq(b.fees, 0);
        ICollateralPool.AccountView memory a = manager.accountInfo(pool, alice);
        // The sum for a share is cut off at 18 digits: no more than a wei for every AMP that she holds.
        assertApproxEqAbs(a.fees, uint256(24 ether) * 1000 / 1050, 1000, "all of it is theirs who stay");
    }

    function test_attack_11_leaving_before_a_known_loss_comes_too_late() public {
        bytes32 id = lock(300 ether);
        requestExit(alice, 1000 ether); // she knows what comes
        draw(id, 105 ether);
        uint256 epoch = (START + 3 hours) / EPOCH + 1;
        assertEq(manager.ticketOf(pool, alice, epoch).assets, 900 ether, "a tenth is lost to those who leave, too");
    }

    function test_attack_11_no_exit_comes_before_the_last_lock_that_counted_on_it() public {
        ICollateralPool.Lock memory item = payment(300 ether);
        item.expiresAt = uint40(time() + 12 hours);
        lockFor(item);
        uint256 epoch = requestExit(alice, 1000 ether);
        assertGe(epoch * EPOCH, item.expiresAt);
    }

    // ---------------------------------------------------------------- 12, 13: loops

    /// @dev Hundreds of tickets and locks for crumbs cost their makers, and nobody else.
    function test_attack_12_dust_tickets_and_locks_grow_no_loop_of_anybody_elses() public {
        for (uint256 i = 0; i < 200; ++i) {
            lock(1);
            vm.prank(address(hostile));
            manager.requestExit(pool, 1);
        }
        requestExit(alice, 10 ether);
        skipTime(2 days);
        uint256 before = gasleft();
        manager.roll(pool, type(uint256).max);
        assertLt(before - gasleft(), 300_000, "rolling costs by epochs, not by tickets or locks");
        assertEq(info().locked, 0);
    }

    function test_attack_12_the_least_stake_keeps_accounts_from_being_dust() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        p.minStake = 1e6 - 1;
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.InvalidParams.selector, p));
        set(p);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralPool.BelowMinStake.selector, 1 ether - 1, 1 ether)
        );
        stake(bob, 1 ether - 1);
    }

    function test_attack_13_a_pool_untouched_for_100_000_epochs_costs_no_more() public {
        bytes32 id = lock(10 ether);
        uint256 epoch = requestExit(alice, 500 ether);
        skipTime(100_000 * EPOCH);
        uint256 before = gasleft();
        assertEq(claimExit(alice, epoch), 500 ether);
        assertLt(before - gasleft(), 500_000);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Expired);
        assertEq(info().locked, 0);
        requireBooks();
    }

    // ---------------------------------------------------------------- 14: payment ids

    function test_attack_14_only_the_operator_can_take_a_payment_id() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        bytes memory refusal = abi.encodeWithSignature(
            "AccessControlUnauthorizedAccount(address,bytes32)", stranger, manager.OPERATOR_ROLE()
        );
        vm.expectRevert(refusal);
        vm.prank(stranger);
        manager.lock(item);
        lockFor(item); // it is free
    }

    function test_attack_14_an_id_serves_once_even_when_its_payment_is_over() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        lockFor(item);
        skipTime(1 days);
        (item.settleBy, item.expiresAt) = (uint40(time() + 1 hours), uint40(time() + 3 hours));
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.PaymentIdUsed.selector, item.paymentId));
        lockFor(item);
    }

    // ---------------------------------------------------------------- 16, 17: the operator

    function test_attack_16_a_stolen_operator_key_takes_no_more_than_the_limit_and_not_for_itself() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.drawLimit, p.merchantDelay) = (20 ether, 2 days);
        set(p);
        skipTime(2 days); // the merchant is of age
        bytes32 id = lock(500 ether);
        draw(id, 20 ether);
        vm.expectRevert(); // DrawLimitExceeded
        draw(id, 1);
        bytes memory refusal = abi.encodeWithSignature(
            "AccessControlUnauthorizedAccount(address,bytes32)", operator, manager.REGISTRAR_ROLE()
        );
        vm.expectRevert(refusal);
        vm.prank(operator);
        manager.setMerchant(operator, true);
        vm.prank(registrar);
        manager.setMerchant(operator, true); // even with the registrar's help
        ICollateralPool.Lock memory item = payment(1 ether);
        item.merchant = operator;
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.MerchantTooNew.selector, operator, time() + 2 days, time()
            )
        );
        lockFor(item);
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(false, true, true));
        skipTime(1 hours);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
        draw(id, 1);
        assertEq(info().assets, 1030 ether);
    }

    function test_attack_17_whoever_leaves_when_utilisation_is_raised_is_out_in_time_all_the_same() public {
        uint256 latest = time() + 12 hours + EPOCH;
        uint256 epoch = requestExit(alice, 1000 ether);
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.maxLockDuration, p.cooldown) = (10_000, 30 days, 30 days);
        set(p);
        (,, uint256 free) = manager.capacity(pool);
        assertEq(free, 50 ether, "what leaves is no capacity");
        ICollateralPool.Lock memory item = payment(free);
        item.expiresAt = uint40(time() + 30 days);
        lockFor(item);
        assertLe(epoch * EPOCH, latest);
        skipTo(epoch * EPOCH);
        assertEq(claimExit(alice, epoch), 1000 ether);
    }

    // ---------------------------------------------------------------- 18, 19: strange merchants, edges

    function test_attack_18_neither_the_manager_nor_amp_nor_nobody_is_a_merchant() public {
        address[3] memory nobodies = [address(manager), address(amp), address(0)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidMerchant.selector, nobodies[i]));
            register(nobodies[i]);
        }
    }

    function test_attack_19_a_second_before_an_epochs_edge_an_exit_is_not_due_and_on_it_it_is() public {
        uint256 epoch = requestExit(alice, 10 ether);
        skipTo(epoch * EPOCH - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralPool.ExitNotDue.selector, epoch, epoch * EPOCH, epoch * EPOCH - 1)
        );
        claimExit(alice, epoch);
        skipTime(1);
        assertEq(claimExit(alice, epoch), 10 ether);
    }

    function test_attack_19_a_lock_that_ends_on_an_edge_and_one_that_ends_a_second_later() public {
        uint256 edge = (time() / EPOCH + 3) * EPOCH;
        ICollateralPool.Lock memory first = payment(10 ether);
        ICollateralPool.Lock memory second = payment(20 ether);
        (first.expiresAt, second.expiresAt) = (uint40(edge), uint40(edge + 1));
        lockFor(first);
        lockFor(second);
        skipTo(edge - 1);
        draw(first.paymentId, 1 ether); // still open
        assertEq(info().locked, 29 ether);
        skipTime(1);
        assertEq(info().locked, 20 ether);
        vm.expectRevert();
        draw(first.paymentId, 1 ether); // LockNotOpen
        draw(second.paymentId, 1 ether);
        skipTime(1);
        assertTrue(manager.lockOf(second.paymentId).status == ICollateralManager.LockStatus.Expired);
        assertEq(info().locked, 19 ether, "until its epoch ends");
        skipTo(edge + EPOCH);
        assertEq(info().locked, 0);
    }

    function test_attack_19_a_request_a_second_before_an_edge_or_on_it() public {
        uint256 edge = (time() / EPOCH + 1) * EPOCH;
        skipTo(edge - 1);
        uint256 first = requestExit(alice, 10 ether);
        skipTime(1);
        assertEq(requestExit(alice, 10 ether), first + 1);
        assertGe(first * EPOCH, edge - 1 + 3 hours);
    }
}
