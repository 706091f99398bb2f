// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice Letting go of locks, in part or whole.
contract ReleasesTest is PoolFixture {
    bytes32 private id;

    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
        id = lock(10 ether);
    }

    function status() private view returns (ICollateralManager.LockStatus) {
        return manager.lockOf(id).status;
    }

    function test_the_operator_lets_go_in_parts_until_nothing_remains() public {
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockReleased(id, pool, operator, 4 ether, 6 ether, 6 ether);
        release(id, 4 ether);
        assertTrue(status() == ICollateralManager.LockStatus.Open);
        assertEq(manager.lockOf(id).remaining, 6 ether);

        vm.expectEmit(address(manager));
        emit ICollateralPool.LockReleased(id, pool, operator, 6 ether, 0, 0);
        release(id, 6 ether);
        assertTrue(status() == ICollateralManager.LockStatus.Released);
        assertEq(info().locked, 0);
        assertEq(info().assets, 1000 ether);
    }

    function test_the_merchant_lets_go_itself() public {
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockReleased(id, pool, merchant, 10 ether, 0, 0);
        vm.prank(merchant);
        manager.release(id, 10 ether);
    }

    function test_nobody_else_does() public {
        register(stranger);
        bytes memory refusal =
            abi.encodeWithSelector(ICollateralManager.NotOperatorNorMerchant.selector, stranger, merchant);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        manager.release(id, 10 ether);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        manager.releaseBatch(ids(id, id));
    }

    function test_nothing_and_more_than_remains_are_refused() public {
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        release(id, 0);
        release(id, 4 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.AmountExceedsLock.selector, 6 ether + 1, 6 ether));
        release(id, 6 ether + 1);
    }

    function test_a_lock_that_is_over_stays_over() public {
        uint256 open_ = vm.snapshotState();
        release(id, 10 ether);
        over(ICollateralManager.LockStatus.Released);
        vm.revertToState(open_);
        draw(id, 10 ether);
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
        vm.prank(operator);
        manager.releaseBatch(ids(id, id));
        vm.expectRevert(refusal);
        draw(id, 1);
        vm.expectRevert(refusal);
        vm.prank(merchant);
        manager.claimPayment(id);
    }

    function test_a_batch_frees_all_that_remains_of_each() public {
        bytes32 second = lock(20 ether);
        release(id, 3 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockReleased(id, pool, operator, 7 ether, 0, 20 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockReleased(second, pool, operator, 20 ether, 0, 0);
        vm.prank(operator);
        manager.releaseBatch(ids(id, second));
        assertTrue(status() == ICollateralManager.LockStatus.Released);
    }

    function test_a_batch_frees_all_or_none() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.LockNotOpen.selector, id, ICollateralManager.LockStatus.Released
            )
        );
        vm.prank(operator);
        manager.releaseBatch(ids(id, id));
        assertEq(info().locked, 10 ether);
    }

    function test_a_batch_has_100_ids_at_the_most() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.BatchTooLong.selector, 101, 100));
        vm.prank(operator);
        manager.releaseBatch(new bytes32[](101));
        bytes32[] memory many = new bytes32[](100);
        for (uint256 i = 0; i < 100; ++i) {
            many[i] = lock(1 ether);
        }
        vm.prank(operator);
        manager.releaseBatch(many);
        assertEq(info().locked, 10 ether);
    }

    function test_what_is_freed_can_be_locked_again() public {
        lock(890 ether);
        assertEq(info().free, 0);
        release(id, 10 ether);
        lock(10 ether);
        assertEq(info().locked, 900 ether);
        skipTime(5 * EPOCH);
        assertEq(info().locked, 0, "the sums by epoch were right");
    }

    function ids(bytes32 first, bytes32 second) private pure returns (bytes32[] memory both) {
        both = new bytes32[](2);
        (both[0], both[1]) = (first, second);
    }
}
