// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice Setting collateral aside: alone and in batches.
contract LocksTest is PoolFixture {
    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
    }

    function lockItem(ICollateralPool.Lock memory item) private {
        vm.prank(operator);
        manager.lock(item);
    }

    function test_a_lock_is_what_was_asked_for() public {
        ICollateralPool.Lock memory item = payment(10 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.CollateralLocked(
            item.paymentId,
            pool,
            merchant,
            10 ether,
            item.settleBy,
            item.expiresAt,
            10 minutes,
            item.refHash,
            item.quote,
            10 ether
        );
        lockItem(item);

        ICollateralManager.LockView memory held = manager.lockOf(item.paymentId);
        assertEq(uint256(held.status), uint256(ICollateralManager.LockStatus.Open));
        assertEq(held.pool, pool);
        assertEq(held.merchant, merchant);
        assertEq(held.remaining, 10 ether);
        assertEq(held.settleBy, item.settleBy);
        assertEq(held.expiresAt, item.expiresAt);
        assertEq(held.claimDelay, 10 minutes);
        assertEq(held.claimMaturesAt, 0);
        assertEq(info().locked, 10 ether);
        assertEq(info().free, 890 ether);
        assertEq(info().latestLockEnd, manager.epochOf(item.expiresAt) + 1);
    }

    function test_an_id_that_was_never_used_is_no_lock() public view {
        ICollateralManager.LockView memory none;
        assertEq(abi.encode(manager.lockOf("nothing")), abi.encode(none));
    }

    function test_a_lock_that_ends_with_an_epoch_leaves_the_figures_at_that_second() public {
        ICollateralPool.Lock memory item = payment(10 ether);
        uint256 end = manager.epochOf(time()) + 2;
        item.expiresAt = uint40(end * EPOCH);
        lockItem(item);
        assertEq(info().latestLockEnd, end, "not rounded up any further");
        skipTo(end * EPOCH - 1);
        assertEq(info().locked, 10 ether);
        assertEq(uint256(manager.lockOf(item.paymentId).status), uint256(ICollateralManager.LockStatus.Open));
        skipTime(1);
        assertEq(info().locked, 0);
        assertEq(uint256(manager.lockOf(item.paymentId).status), uint256(ICollateralManager.LockStatus.Expired));
        assertEq(manager.lockOf(item.paymentId).remaining, 10 ether, "what was left when it ended");
    }

    // ---------------------------------------------------------------- refusals, alone and in a batch

    function test_only_the_operator_locks() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        bytes memory refusal = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, merchant, manager.OPERATOR_ROLE()
        );
        vm.expectRevert(refusal);
        vm.prank(merchant);
        manager.lock(item);
        vm.expectRevert(refusal);
        vm.prank(merchant);
        manager.lockBatch(new ICollateralPool.Lock[](1));
    }

    function test_a_pool_that_does_not_exist_locks_nothing() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        item.pool = DEFAULT;
        refused(item, abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
    }

    function test_locks_can_be_paused() public {
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(false, true, false));
        refused(payment(1 ether), abi.encodeWithSelector(ICollateralManager.LocksPaused.selector, pool));
    }

    function test_a_lock_of_nothing_is_refused() public {
        refused(payment(0), abi.encodeWithSelector(ICollateralManager.ZeroAmount.selector));
    }

    function test_a_payment_id_is_used_once_whatever_became_of_it() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        bytes memory refusal = abi.encodeWithSelector(ICollateralManager.PaymentIdUsed.selector, item.paymentId);
        lockItem(item);
        refused(item, refusal);
        uint256 open_ = vm.snapshotState();

        release(item.paymentId, 1 ether);
        refused(item, refusal);
        vm.revertToState(open_);
        draw(item.paymentId, 1 ether);
        refused(item, refusal);
        vm.revertToState(open_);

        bytes32 other = open("OTHER", defaultParams());
        skipTime(10 days);
        (item.settleBy, item.expiresAt) = (uint40(time() + 1 hours), uint40(time() + 3 hours));
        refused(item, refusal);
        item.pool = other;
        refused(item, refusal);
    }

    function test_the_merchant_must_be_registered() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        item.merchant = stranger;
        refused(item, abi.encodeWithSelector(ICollateralManager.MerchantNotRegistered.selector, stranger));
        vm.prank(registrar);
        manager.setMerchant(merchant, false);
        refused(
            payment(1 ether), abi.encodeWithSelector(ICollateralManager.MerchantNotRegistered.selector, merchant)
        );
    }

    function test_times_leave_room_for_a_claim_and_stay_within_the_longest_lock() public {
        ICollateralPool.Lock memory item = payment(1 ether);
        item.settleBy = uint40(time());
        refusedTimes(item);
        item.settleBy = uint40(time() + 1);
        item.expiresAt = item.settleBy + 10 minutes;
        refusedTimes(item);
        item.expiresAt += 1;
        lockItem(item);

        item = payment(1 ether);
        item.expiresAt = uint40(time() + 12 hours + 1);
        refusedTimes(item);
        item.expiresAt -= 1;
        lockItem(item);

        item = payment(1 ether);
        (item.settleBy, item.expiresAt) = (type(uint40).max, type(uint40).max);
        refusedTimes(item);
    }

    function refusedTimes(ICollateralPool.Lock memory item) private {
        refused(
            item,
            abi.encodeWithSelector(
                ICollateralManager.InvalidTimes.selector,
                item.settleBy,
                item.expiresAt,
                10 minutes,
                time() + 12 hours,
                time()
            )
        );
    }

    function test_no_more_is_locked_than_the_rule_allows_to_the_wei() public {
        requestExit(alice, 300 ether);
        assertEq(info().capacity, 630 ether, "nine tenths of what stays");
        lock(600 ether);
        assertEq(info().free, 30 ether);
        refused(
            payment(30 ether + 1),
            abi.encodeWithSelector(
                ICollateralPool.CapacityExceeded.selector, pool, 30 ether + 1, 600 ether, 630 ether
            )
        );
        lock(30 ether);
        assertEq(info().free, 0);
        refused(
            payment(type(uint112).max),
            abi.encodeWithSelector(
                ICollateralPool.CapacityExceeded.selector, pool, type(uint112).max, 630 ether, 630 ether
            )
        );
    }

    function test_what_leaves_is_rounded_against_the_operator() public {
        stake(bob, 2 ether);
        draw(lock(1), 1); // no whole number of wei a share from here on
        requestExit(bob, 1 ether);
        uint256 stays = 1002 ether - 1 - 1 ether; // a wei less than the exact 0.99… that leave
        assertEq(info().capacity, stays * 9 / 10);
        lock(stays * 9 / 10);
        refused(
            payment(1),
            abi.encodeWithSelector(
                ICollateralPool.CapacityExceeded.selector, pool, 1, stays * 9 / 10, stays * 9 / 10
            )
        );
    }

    /// @dev Alone it reverts, in a batch it is skipped, with the same words; nothing changes in either case.
    function refused(ICollateralPool.Lock memory item, bytes memory refusal) private {
        vm.expectRevert(refusal);
        lockItem(item);

        bytes memory before = abi.encode(info(), manager.lockOf(item.paymentId));
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](1);
        items[0] = item;
        vm.expectEmit(address(manager));
        emit ICollateralManager.LockSkipped(item.paymentId, item.pool, refusal);
        vm.prank(operator);
        assertFalse(manager.lockBatch(items)[0]);
        assertEq(abi.encode(info(), manager.lockOf(item.paymentId)), before);
    }

    // ---------------------------------------------------------------- batches

    function test_a_batch_locks_what_it_can_and_says_what_it_skipped() public {
        bytes32 main = pool;
        bytes32 other = pool = open("OTHER", defaultParams());
        stake(bob, 10 ether);
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](5);
        items[0] = payment(9 ether);
        items[1] = payment(1); // over the other pool's capacity now
        pool = main;
        items[2] = payment(2 ether);
        items[3] = payment(3 ether);
        items[3].paymentId = items[2].paymentId; // taken by the one before
        items[4] = payment(4 ether);

        vm.prank(operator);
        bool[] memory locked = manager.lockBatch(items);
        bool[5] memory expected = [true, false, true, false, true];
        for (uint256 i = 0; i < 5; ++i) {
            assertEq(locked[i], expected[i], vm.toString(i));
        }
        assertEq(manager.poolInfo(other).locked, 9 ether);
        assertEq(info().locked, 6 ether);
        assertEq(manager.lockOf(items[2].paymentId).remaining, 2 ether);
    }

    function test_a_batch_has_100_items_at_the_most() public {
        assertEq(batch(100).length, 100);
        assertEq(info().locked, 100 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.BatchTooLong.selector, 101, 100));
        batch(101);
        assertEq(batch(0).length, 0);
    }

    function batch(uint256 items_) private returns (bool[] memory) {
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](items_);
        for (uint256 i = 0; i < items_; ++i) {
            items[i] = payment(1 ether);
        }
        vm.prank(operator);
        return manager.lockBatch(items);
    }
}
