// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice The whole story in short, before each part of it is looked at closely.
contract WalletMainPathTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        join(bob, 50 ether);
    }

    function test_tokens_never_leave_the_wallet_unless_a_payment_fails() public {
        bytes32 first = lock(alice, 60 ether);
        bytes32 second = lock(alice, 30 ether);
        assertEq(lockedOf(alice), 90 ether, "two payments at once");
        assertEq(amp.balanceOf(alice), 1000 ether);

        exit(alice, 10 ether); // what is free leaves at once
        vm.expectRevert();
        exit(alice, 1);
        release(first, 60 ether);
        exit(alice, 60 ether);
        draw(second, 30 ether);
        assertEq(spendable(merchant), 30 ether);
        assertEq(amp.balanceOf(alice), 970 ether);

        unenroll(alice);
        assertFalse(info(alice).enrolled);
    }

    function test_a_draw_is_the_loss_of_those_whose_slices_it_takes() public {
        bytes32 id = lockItem(payment(alice, 20 ether, bob, 10 ether));
        draw(id, 15 ether);
        assertEq(info(alice).balance, 90 ether);
        assertEq(info(bob).balance, 45 ether);
        assertEq(spendable(merchant), 15 ether);
        assertEq(custody(), 0);
        draw(id, 15 ether);
        assertEq(info(alice).balance, 80 ether);
        assertEq(info(bob).balance, 40 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
    }

    function test_a_lock_that_nobody_touches_ends_by_itself() public {
        bytes32 id = lock(alice, 90 ether);
        skipTo(manager.lockOf(id).expiresAt);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Expired);
        assertEq(lockedOf(alice), 90 ether, "counts until its epoch ends");
        skipTime(EPOCH);
        assertEq(lockedOf(alice), 0);
        exit(alice, 100 ether);
    }
}
