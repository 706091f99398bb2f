// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Slices set aside: one to sixteen a payment, many payments a wallet.
contract WalletLocksTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        join(bob, 50 ether);
    }

    function test_a_lock_is_what_was_asked_for() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 20 ether, bob, 10 ether);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.CollateralLocked(
            item.paymentId,
            pool,
            merchant,
            30 ether,
            item.settleBy,
            item.expiresAt,
            10 minutes,
            item.refHash,
            item.quote
        );
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceLocked(item.paymentId, alice, 0, 20 ether, 20 ether);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceLocked(item.paymentId, bob, 1, 10 ether, 10 ether);
        lockItem(item);

        ICollateralManager.LockView memory held = manager.lockOf(item.paymentId);
        assertTrue(held.status == ICollateralManager.LockStatus.Open);
        assertEq(held.pool, pool);
        assertEq(held.merchant, merchant);
        assertEq(held.remaining, 30 ether);
        assertEq(held.settleBy, item.settleBy);
        assertEq(held.expiresAt, item.expiresAt);
        assertEq(held.claimDelay, 10 minutes);
        assertEq(held.claimMaturesAt, 0);
        assertEq(abi.encode(manager.slicesOf(item.paymentId)), abi.encode(item.slices));
        assertEq(info(alice).locked, 20 ether);
        assertEq(info(alice).lockable, 80 ether);
        assertEq(info(alice).movable, 80 ether);
        assertEq(amp.balanceOfByPartition(pool, alice), 100 ether, "nothing moves");
    }

    function test_an_id_that_was_never_used_is_no_lock() public view {
        ICollateralManager.LockView memory none;
        assertEq(abi.encode(manager.lockOf("nothing")), abi.encode(none));
        assertEq(manager.slicesOf("nothing").length, 0);
    }

    // ---------------------------------------------------------------- slices

    function test_a_lock_has_one_to_sixteen_slices() public {
        IWalletCollateral.WalletLock memory item = payment(many(16, 1 ether));
        lockItem(item);
        assertEq(abi.encode(manager.slicesOf(item.paymentId)), abi.encode(item.slices));
        assertEq(manager.lockOf(item.paymentId).remaining, 16 ether);
        release(item.paymentId, 16 ether);

        refused(payment(many(0, 0)), abi.encodeWithSelector(IWalletCollateral.InvalidSlices.selector, 0, 16));
        refused(payment(many(17, 1)), abi.encodeWithSelector(IWalletCollateral.InvalidSlices.selector, 17, 16));
    }

    /// @dev Of sixteen holders, each with a deposit of its own.
    function many(uint256 count, uint256 amount) private returns (IWalletCollateral.Slice[] memory slices) {
        slices = new IWalletCollateral.Slice[](count);
        for (uint256 i = 0; i < count; ++i) {
            address holder = makeAddr(string.concat("holder ", vm.toString(i)));
            if (!info(holder).enrolled) {
                give(holder, 1 ether);
                join(holder, 1 ether);
            }
            slices[i] = slice(holder, amount);
        }
    }

    function test_the_same_holder_may_come_more_than_once() public {
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](3);
        (slices[0], slices[1], slices[2]) = (slice(alice, 60 ether), slice(bob, 1 ether), slice(alice, 40 ether));
        bytes32 id = lockItem(payment(slices));
        assertEq(lockedOf(alice), 100 ether);
        release(id, 101 ether);
        assertEq(lockedOf(alice), 0);

        slices[2].amount += 1;
        refused(payment(slices), exceeded(alice, 40 ether + 1, 60 ether, 100 ether));
    }

    function exceeded(address holder, uint256 amount, uint256 locked, uint256 exposure)
        private
        view
        returns (bytes memory)
    {
        return
            abi.encodeWithSelector(
                IWalletCollateral.ExposureExceeded.selector, pool, holder, amount, locked, exposure
            );
    }

    function test_many_payments_are_locked_on_one_wallet_at_once() public {
        for (uint256 i = 1; i <= 100; ++i) {
            lock(alice, 1 ether);
            assertEq(lockedOf(alice), i * 1 ether);
        }
        refused(payment(alice, 1), exceeded(alice, 1, 100 ether, 100 ether));
    }

    function test_no_more_is_locked_than_the_holder_allows() public {
        enroll(alice, 30 ether);
        lock(alice, 20 ether);
        refused(payment(alice, 10 ether + 1), exceeded(alice, 10 ether + 1, 20 ether, 30 ether));
        lock(alice, 10 ether);
        assertEq(info(alice).lockable, 0);
    }

    function test_no_more_is_locked_than_the_holder_has_there() public {
        exit(alice, 75 ether);
        lock(alice, 20 ether);
        refused(payment(alice, 5 ether + 1), exceeded(alice, 5 ether + 1, 20 ether, 25 ether));
        lock(alice, 5 ether);
    }

    function test_one_slice_without_room_and_nothing_is_locked() public {
        refused(payment(alice, 20 ether, bob, 50 ether + 1), exceeded(bob, 50 ether + 1, 0, 50 ether));
        assertEq(lockedOf(alice), 0);
    }

    function test_a_slice_of_nothing_is_refused() public {
        bytes memory refusal = abi.encodeWithSelector(ICollateralManager.ZeroAmount.selector);
        refused(payment(alice, 0), refusal);
        refused(payment(alice, 1 ether, bob, 0), refusal);
    }

    function test_holders_that_are_not_enrolled_are_refused() public {
        refused(
            payment(alice, 1 ether, carol, 1 ether),
            abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, carol)
        );
        refused(
            payment(address(0), 1 ether),
            abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, address(0))
        );
    }

    /// @dev Neither can happen to a holder that is enrolled, on the registry as it is. It is looked at all the same.
    function test_what_stands_in_the_way_of_a_draw_is_looked_at_each_time() public {
        vm.mockCall(
            address(ERC1820_REGISTRY), abi.encodeCall(IERC1820Registry.getManager, (alice)), abi.encode(bob)
        );
        refused(
            payment(alice, 1 ether),
            abi.encodeWithSelector(IWalletCollateral.NotInterfaceManager.selector, alice, bob)
        );
        assertFalse(info(alice).ready);
        assertEq(info(alice).lockable, 0);
        vm.clearMockedCalls();
        vm.mockCall(
            address(ERC1820_REGISTRY),
            abi.encodeCall(IERC1820Registry.getInterfaceImplementer, (alice, keccak256("AmpTokensSender"))),
            abi.encode(carol)
        );
        refused(
            payment(alice, 1 ether),
            abi.encodeWithSelector(IWalletCollateral.HolderHasSenderHook.selector, alice, carol)
        );
        assertFalse(info(alice).ready);
    }

    // ---------------------------------------------------------------- terms

    function test_only_the_operator_locks() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 1 ether);
        bytes memory refusal = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, merchant, manager.OPERATOR_ROLE()
        );
        vm.expectRevert(refusal);
        vm.prank(merchant);
        manager.lock(item);
        vm.expectRevert(refusal);
        vm.prank(merchant);
        manager.lockBatch(new IWalletCollateral.WalletLock[](1));
    }

    function test_a_pool_that_does_not_exist_locks_nothing() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 1 ether);
        item.pool = DEFAULT;
        refused(item, abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
    }

    function test_locks_can_be_paused() public {
        pause(false, true, false);
        refused(
            payment(alice, 1 ether), abi.encodeWithSelector(ICollateralManager.LocksPaused.selector, pool)
        );
    }

    function test_a_payment_id_is_used_once_whatever_became_of_it() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 1 ether);
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

    function test_the_merchant_must_be_registered_and_for_long_enough() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 1 ether);
        item.merchant = stranger;
        refused(item, abi.encodeWithSelector(ICollateralManager.MerchantNotRegistered.selector, stranger));

        IWalletCollateral.WalletParams memory p = defaultParams();
        p.merchantDelay = 2 days;
        vm.prank(admin);
        manager.setParams(pool, p);
        skipTo(START + 2 days - 1);
        refused(
            payment(alice, 1 ether),
            abi.encodeWithSelector(
                ICollateralManager.MerchantTooNew.selector, merchant, START + 2 days, START + 2 days - 1
            )
        );
        skipTime(1);
        lock(alice, 1 ether);
    }

    function test_times_leave_room_for_a_claim_and_stay_within_the_longest_lock() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 1 ether);
        item.settleBy = uint40(time());
        refusedTimes(item);
        item.settleBy = uint40(time() + 1);
        item.expiresAt = item.settleBy + 10 minutes;
        refusedTimes(item);
        item.expiresAt += 1;
        lockItem(item);

        item = payment(alice, 1 ether);
        item.expiresAt = uint40(time() + 12 hours + 1);
        refusedTimes(item);
        item.expiresAt -= 1;
        lockItem(item);
    }

    function refusedTimes(IWalletCollateral.WalletLock memory item) private {
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

    /// @dev Alone it reverts, in a batch it is skipped, with the same words; nothing changes in either case.
    function refused(IWalletCollateral.WalletLock memory item, bytes memory refusal) private {
        vm.expectRevert(refusal);
        lockItem(item);

        bytes memory before = state(item.paymentId);
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](1);
        items[0] = item;
        vm.expectEmit(address(manager));
        emit ICollateralManager.LockSkipped(item.paymentId, item.pool, refusal);
        vm.prank(operator);
        assertFalse(manager.lockBatch(items)[0]);
        assertEq(state(item.paymentId), before);
    }

    function state(bytes32 id) private view returns (bytes memory) {
        return abi.encode(info(alice), info(bob), info(carol), manager.lockOf(id), manager.slicesOf(id));
    }
}
