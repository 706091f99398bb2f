// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice The merchant's own way to its money, should the operator not settle.
contract WalletClaimsTest is WalletFixture {
    bytes32 private id;
    uint256 private settleBy;
    uint256 private expiresAt;

    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        join(bob, 50 ether);
        id = lockItem(payment(alice, 20 ether, bob, 10 ether));
        settleBy = manager.lockOf(id).settleBy;
        expiresAt = manager.lockOf(id).expiresAt;
    }

    function claim() private {
        vm.prank(merchant);
        manager.claimPayment(id);
    }

    function claimAtOnce() private returns (uint256 maturesAt) {
        skipTo(settleBy);
        claim();
        return manager.lockOf(id).claimMaturesAt;
    }

    function drawAs(address caller, uint256 amount) private {
        vm.prank(caller);
        manager.draw(id, amount);
    }

    function test_the_merchant_alone_claims_from_settleBy_on_and_once() public {
        skipTo(settleBy - 1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.ClaimTooEarly.selector, settleBy, settleBy - 1));
        claim();
        skipTime(1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotMerchant.selector, alice, merchant));
        vm.prank(alice);
        manager.claimPayment(id);
        vm.expectEmit(address(manager));
        emit ICollateralManager.LockClaimed(id, pool, merchant, uint40(settleBy + 10 minutes));
        claim();
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Claimed);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.LockNotOpen.selector, id, ICollateralManager.LockStatus.Claimed)
        );
        claim();
    }

    function test_a_claim_must_mature_before_the_lock_ends() public {
        uint256 until = expiresAt - 10 minutes;
        skipTo(until - 1);
        uint256 snapshot = vm.snapshotState();
        claim();
        assertEq(manager.lockOf(id).claimMaturesAt, expiresAt - 1);
        vm.revertToState(snapshot);
        skipTime(1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.ClaimTooLate.selector, until, until));
        claim();
    }

    function test_a_matured_claim_is_paid_by_anyone_in_whole_whatever_is_paused_or_limited() public {
        IWalletCollateral.WalletParams memory p = defaultParams();
        p.drawLimit = 0;
        vm.prank(admin);
        manager.setParams(pool, p);
        uint256 maturesAt = claimAtOnce();
        pause(true, true, true);
        skipTo(maturesAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.ClaimNotMatured.selector, id, maturesAt, maturesAt - 1)
        );
        drawAs(stranger, 30 ether);
        skipTime(1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, keccak256("OPERATOR_ROLE")
            )
        );
        drawAs(stranger, 30 ether - 1);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.LockDrawn(id, pool, merchant, stranger, 30 ether, 0);
        drawAs(stranger, 30 ether);
        assertEq(spendable(merchant), 30 ether);
        assertEq(manager.poolInfo(pool).drawnInWindow, 0);
    }

    function test_it_can_be_paid_up_to_the_last_second_of_the_lock() public {
        claimAtOnce();
        skipTo(expiresAt - 1);
        uint256 snapshot = vm.snapshotState();
        drawAs(stranger, 30 ether);
        vm.revertToState(snapshot);
        skipTime(1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.LockNotOpen.selector, id, ICollateralManager.LockStatus.Expired)
        );
        drawAs(stranger, 30 ether);
    }

    function test_what_was_drawn_of_a_claimed_lock_is_not_paid_twice() public {
        uint256 maturesAt = claimAtOnce();
        draw(id, 4 ether);
        skipTo(maturesAt);
        draw(id, 1 ether);
        drawAs(stranger, 25 ether);
        assertEq(spendable(merchant), 30 ether);
        assertEq(lockedOf(alice) + lockedOf(bob), 0);
    }

    function test_a_release_before_the_claim_matures_cancels_it_and_not_after() public {
        uint256 maturesAt = claimAtOnce();
        skipTo(maturesAt - 1);
        uint256 snapshot = vm.snapshotState();
        release(id, 30 ether);
        exit(alice, 100 ether);
        vm.revertToState(snapshot);
        skipTime(1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.ClaimMatured.selector, id, maturesAt));
        release(id, 30 ether);
        vm.prank(merchant);
        manager.release(id, 30 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Released, "the merchant may");
    }

    function test_the_holder_cannot_run_from_a_claim() public {
        uint256 maturesAt = claimAtOnce();
        vm.expectRevert(
            abi.encodeWithSelector(IWalletCollateral.NotMovable.selector, pool, alice, 80 ether + 1, 80 ether)
        );
        exit(alice, 80 ether + 1);
        exit(alice, 80 ether);
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.StillLocked.selector, pool, alice, 20 ether));
        unenroll(alice);
        skipTo(maturesAt);
        drawAs(merchant, 30 ether);
        assertEq(spendable(merchant), 30 ether);
    }
}
