// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Many payments in one transaction.
contract WalletBatchesTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        join(bob, 50 ether);
    }

    function test_a_batch_locks_what_it_can_and_says_what_it_skipped() public {
        bytes32 main = pool;
        bytes32 other = pool = open("OTHER", defaultParams());
        enroll(bob, UNLIMITED);
        deposit(bob, 10 ether);
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](5);
        items[0] = payment(bob, 10 ether);
        items[1] = payment(bob, 1); // nothing is left of him there
        pool = main;
        items[2] = payment(alice, 90 ether);
        items[3] = payment(alice, 3 ether);
        items[3].paymentId = items[2].paymentId; // taken by the one before
        items[4] = payment(bob, 4 ether, alice, 10 ether);

        vm.prank(operator);
        bool[] memory locked = manager.lockBatch(items);
        bool[5] memory expected = [true, false, true, false, true];
        for (uint256 i = 0; i < 5; ++i) {
            assertEq(locked[i], expected[i], vm.toString(i));
        }
        assertEq(manager.holderInfo(other, bob).locked, 10 ether);
        assertEq(lockedOf(alice), 100 ether);
        assertEq(lockedOf(bob), 4 ether);
        assertEq(manager.lockOf(items[2].paymentId).remaining, 90 ether);
    }

    function test_a_batch_is_its_singles() public {
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](4);
        bytes32[] memory ids = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) {
            items[i] = payment(alice, (i + 1) * 10 ether, bob, i + 1);
            items[i].expiresAt += uint40(i * EPOCH);
            ids[i] = items[i].paymentId;
        }
        uint256 before = vm.snapshotState();
        for (uint256 i = 0; i < 4; ++i) {
            lockItem(items[i]);
        }
        bytes memory singly = abi.encode(info(alice), info(bob), manager.locksPage(ids));
        release(ids[1], 20 ether + 2);
        release(ids[2], 30 ether + 3);
        bytes memory released = abi.encode(info(alice), info(bob), manager.locksPage(ids));

        vm.revertToState(before);
        vm.prank(operator);
        manager.lockBatch(items);
        assertEq(abi.encode(info(alice), info(bob), manager.locksPage(ids)), singly);
        bytes32[] memory two = new bytes32[](2);
        (two[0], two[1]) = (ids[1], ids[2]);
        vm.prank(operator);
        manager.releaseBatch(two);
        assertEq(abi.encode(info(alice), info(bob), manager.locksPage(ids)), released);
    }

    function test_a_batch_has_100_items_at_the_most() public {
        assertEq(batch(100).length, 100);
        assertEq(lockedOf(alice), 100);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.BatchTooLong.selector, 101, 100));
        batch(101);
        assertEq(batch(0).length, 0);
    }

    function batch(uint256 items_) private returns (bool[] memory) {
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](items_);
        for (uint256 i = 0; i < items_; ++i) {
            items[i] = payment(alice, 1);
        }
        vm.prank(operator);
        return manager.lockBatch(items);
    }
}
