// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Letting go of slices, in part or whole.
contract WalletReleasesTest is WalletFixture {
    bytes32 private id;

    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        join(bob, 50 ether);
        id = lockItem(payment(alice, 20 ether, bob, 10 ether));
    }

    function status() private view returns (ICollateralManager.LockStatus) {
        return manager.lockOf(id).status;
    }

    function remains(uint256 index) private view returns (uint256) {
        return manager.slicesOf(id)[index].amount;
    }

    function test_the_operator_lets_go_in_parts_until_nothing_remains() public {
        vm.expectEmit(address(manager));
        emit IWalletCollateral.LockReleased(id, pool, operator, 12 ether, 18 ether);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceReleased(id, alice, 0, 8 ether, 12 ether, 12 ether);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceReleased(id, bob, 1, 4 ether, 6 ether, 6 ether);
        release(id, 12 ether);
        assertTrue(status() == ICollateralManager.LockStatus.Open);
        assertEq(manager.lockOf(id).remaining, 18 ether);

        release(id, 18 ether);
        assertTrue(status() == ICollateralManager.LockStatus.Released);
        assertEq(lockedOf(alice) + lockedOf(bob), 0);
        assertEq(remains(0) + remains(1), 0);
        assertEq(manager.slicesOf(id).length, 2, "whose they were stays known");
        exit(alice, 100 ether);
    }

    function test_the_first_slices_take_the_floor_the_last_the_rest() public {
        release(id, 1);
        assertEq(remains(0), 20 ether, "less than a wei of the first");
        assertEq(remains(1), 10 ether - 1);
        release(id, 2); // four thirds of a wei are the first's
        assertEq(remains(0), 20 ether - 1);
        assertEq(remains(1), 10 ether - 2);
    }

    function test_a_slice_that_is_used_up_is_passed_over() public {
        bytes32 small = lockItem(payment(alice, 1, bob, 2 ether));
        id = small;
        draw(id, 2 ether); // of the first slice, less than a wei
        uint256 left = manager.lockOf(id).remaining;
        assertEq(left, 1);
        assertEq(remains(0) + remains(1), 1);
        release(id, 1);
        assertEq(remains(0) + remains(1), 0);
    }

    function test_the_merchant_lets_go_itself_and_nobody_else_does() public {
        vm.expectEmit(address(manager));
        emit IWalletCollateral.LockReleased(id, pool, merchant, 15 ether, 15 ether);
        vm.prank(merchant);
        manager.release(id, 15 ether);

        register(stranger);
        address[2] memory others = [stranger, alice];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ICollateralManager.NotOperatorNorMerchant.selector, others[i], merchant)
            );
            vm.prank(others[i]);
            manager.release(id, 15 ether);
        }
    }

    function test_nothing_and_more_than_remains_are_refused() public {
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        release(id, 0);
        release(id, 4 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.AmountExceedsLock.selector, 26 ether + 1, 26 ether)
        );
        release(id, 26 ether + 1);
    }

    function test_a_lock_that_is_over_stays_over() public {
        uint256 open_ = vm.snapshotState();
        release(id, 30 ether);
        over(ICollateralManager.LockStatus.Released);
        vm.revertToState(open_);
        draw(id, 30 ether);
        over(ICollateralManager.LockStatus.Drawn);
        vm.revertToState(open_);
        skipTo(manager.lockOf(id).expiresAt - 1);
        release(id, 1 ether);
        skipTime(1);
        over(ICollateralManager.LockStatus.Expired);
        skipTime(1 days);
        over(ICollateralManager.LockStatus.Expired);
        id = "never used";
        over(ICollateralManager.LockStatus.None);
    }

    function over(ICollateralManager.LockStatus expected) private {
        assertTrue(status() == expected);
        bytes memory refusal = abi.encodeWithSelector(ICollateralManager.LockNotOpen.selector, id, expected);
        vm.expectRevert(refusal);
        release(id, 1);
        vm.expectRevert(refusal);
        releaseAll(id, id);
        vm.expectRevert(refusal);
        draw(id, 1);
        vm.expectRevert(refusal);
        vm.prank(merchant);
        manager.claimPayment(id);
    }

    function test_a_batch_frees_all_or_none() public {
        bytes32 second = lock(bob, 20 ether);
        uint256 before = vm.snapshotState();
        releaseAll(id, second);
        assertEq(lockedOf(alice) + lockedOf(bob), 0);
        vm.revertToState(before);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.LockNotOpen.selector, id, ICollateralManager.LockStatus.Released
            )
        );
        releaseAll(id, id);
        assertEq(lockedOf(bob), 30 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.BatchTooLong.selector, 101, 100));
        vm.prank(operator);
        manager.releaseBatch(new bytes32[](101));
    }

    function releaseAll(bytes32 first, bytes32 second) private {
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (first, second);
        vm.prank(operator);
        manager.releaseBatch(ids);
    }

    /// @dev However a lock is cut up, its holders' figures are what remains of its slices, none of which ever gives
    ///      more than it has, and each step differs from the exact share by less than a wei.
    function testFuzz_parts_add_up(uint96[4] memory amounts, uint256[6] memory steps, bool drawn) public {
        address[4] memory holders = [alice, bob, carol, alice];
        join(carol, 0);
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](4);
        for (uint256 i = 0; i < 4; ++i) {
            uint256 amount = bound(amounts[i], 1, i % 2 == 0 ? 1e27 : 7);
            give(holders[i], amount);
            deposit(holders[i], amount);
            slices[i] = slice(holders[i], amount);
        }
        id = lockItem(payment(slices));
        for (uint256 k = 0; k < 6; ++k) {
            uint256 whole = manager.lockOf(id).remaining;
            if (whole == 0) return;
            uint256 amount = k == 5 ? whole : bound(steps[k], 1, whole);
            IWalletCollateral.Slice[] memory before = manager.slicesOf(id);
            uint256 paid = spendable(merchant);
            if (drawn) draw(id, amount);
            else release(id, amount);
            if (drawn) assertEq(spendable(merchant) - paid, amount, "paid");
            uint256 sum;
            for (uint256 i = 0; i < 4; ++i) {
                uint256 part = before[i].amount - remains(i);
                sum += part;
                assertLt(part * whole, uint256(before[i].amount) * amount + whole, "less than a wei over");
                assertGt(part * whole + whole, uint256(before[i].amount) * amount, "less than a wei under");
            }
            assertEq(sum, amount, "sum");
            assertEq(manager.lockOf(id).remaining, whole - amount);
        }
        assertEq(lockedOf(carol), 0);
    }
}
