// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice Paying merchants: by the operator, or by anyone once a claim has matured.
contract DrawsTest is PoolFixture {
    bytes32 private id;
    uint256 private settleBy;
    uint256 private expiresAt;

    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
        ICollateralPool.Lock memory item = payment(10 ether);
        (settleBy, expiresAt) = (item.settleBy, item.expiresAt);
        id = item.paymentId;
        vm.prank(operator);
        manager.lock(item);
    }

    function claim() private returns (uint256 maturesAt) {
        vm.prank(merchant);
        manager.claimPayment(id);
        return manager.lockOf(id).claimMaturesAt;
    }

    function claimAtOnce() private returns (uint256 maturesAt) {
        skipTo(settleBy);
        return claim();
    }

    function drawAs(address caller, uint256 amount) private {
        vm.prank(caller);
        manager.draw(id, amount);
    }

    function pauseDraws() private {
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(false, false, true));
    }

    // ---------------------------------------------------------------- the operator's draws

    function test_a_draw_pays_the_merchant_and_lowers_what_shares_are_worth() public {
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockDrawn(
            id, pool, merchant, operator, 4 ether, 6 ether, 996 ether, 1000 ether, 6 ether
        );
        draw(id, 4 ether);
        assertEq(spendable(merchant), 4 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Open);
        assertEq(manager.lockOf(id).remaining, 6 ether);
        assertEq(manager.accountInfo(pool, alice).assets, 996 ether);

        draw(id, 6 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
        assertEq(spendable(merchant), 10 ether);
        assertEq(info().locked, 0);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 990 ether);
    }

    function test_the_last_act_names_what_became_of_a_lock() public {
        draw(id, 4 ether);
        release(id, 6 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Released);
        id = lock(10 ether);
        release(id, 4 ether);
        draw(id, 6 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
    }

    function test_nothing_and_more_than_remains_are_not_drawn() public {
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        draw(id, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.AmountExceedsLock.selector, 10 ether + 1, 10 ether)
        );
        draw(id, 10 ether + 1);
    }

    function test_draws_can_be_paused_for_the_operator() public {
        pauseDraws();
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
        draw(id, 1 ether);
        claimAtOnce();
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
        draw(id, 10 ether);
    }

    function test_without_a_claim_nobody_else_draws() public {
        notOperator(merchant, 10 ether);
        skipTo(settleBy);
        notOperator(merchant, 10 ether);
        notOperator(stranger, 10 ether);
    }

    function notOperator(address caller, uint256 amount) private {
        bytes32 role = manager.OPERATOR_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, role)
        );
        drawAs(caller, amount);
    }

    // ---------------------------------------------------------------- claims

    function test_the_merchant_claims_from_settleBy_on() public {
        skipTo(settleBy - 1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.ClaimTooEarly.selector, settleBy, settleBy - 1));
        claim();
        skipTime(1);
        vm.expectEmit(address(manager));
        emit ICollateralManager.LockClaimed(id, pool, merchant, uint40(settleBy + 10 minutes));
        assertEq(claim(), settleBy + 10 minutes);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Claimed);
        assertEq(manager.lockOf(id).remaining, 10 ether);
    }

    function test_a_claim_must_mature_before_the_lock_ends() public {
        uint256 until = expiresAt - 10 minutes;
        skipTo(until - 1);
        uint256 snapshot = vm.snapshotState();
        assertEq(claim(), expiresAt - 1);
        vm.revertToState(snapshot);
        skipTime(1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.ClaimTooLate.selector, until, until));
        claim();
    }

    function test_only_the_merchant_claims_and_once() public {
        skipTo(settleBy);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotMerchant.selector, operator, merchant));
        vm.prank(operator);
        manager.claimPayment(id);
        claim();
        skipTime(1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.LockNotOpen.selector, id, ICollateralManager.LockStatus.Claimed)
        );
        claim();
    }

    function test_a_matured_claim_is_paid_by_anyone_in_whole_even_while_draws_are_paused() public {
        uint256 maturesAt = claimAtOnce();
        pauseDraws();
        skipTo(maturesAt - 1);
        bytes memory early =
            abi.encodeWithSelector(ICollateralManager.ClaimNotMatured.selector, id, maturesAt, maturesAt - 1);
        vm.expectRevert(early);
        drawAs(stranger, 10 ether);
        vm.expectRevert(early);
        drawAs(merchant, 10 ether);

        skipTime(1);
        notOperator(stranger, 10 ether - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.AmountExceedsLock.selector, 10 ether + 1, 10 ether)
        );
        drawAs(merchant, 10 ether + 1);
        vm.expectEmit(address(manager));
        emit ICollateralPool.LockDrawn(id, pool, merchant, stranger, 10 ether, 0, 990 ether, 1000 ether, 0);
        drawAs(stranger, 10 ether);
        assertEq(spendable(merchant), 10 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
        assertEq(manager.lockOf(id).claimMaturesAt, maturesAt, "kept for the record");
    }

    function test_a_matured_claim_can_be_paid_up_to_the_last_second_of_the_lock() public {
        claimAtOnce();
        skipTo(expiresAt - 1);
        uint256 snapshot = vm.snapshotState();
        drawAs(stranger, 10 ether);
        vm.revertToState(snapshot);
        skipTime(1);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.LockNotOpen.selector, id, ICollateralManager.LockStatus.Expired)
        );
        drawAs(stranger, 10 ether);
    }

    function test_a_paused_operator_can_still_pay_a_matured_claim_in_whole() public {
        skipTo(claimAtOnce());
        pauseDraws();
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
        draw(id, 4 ether);
        draw(id, 10 ether);
    }

    function test_what_was_drawn_of_a_claimed_lock_is_not_paid_twice() public {
        uint256 maturesAt = claimAtOnce();
        draw(id, 4 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Claimed, "still claimed");
        skipTo(maturesAt);
        draw(id, 1 ether);
        drawAs(stranger, 5 ether);
        assertEq(spendable(merchant), 10 ether);
    }

    function test_a_release_before_the_claim_matures_cancels_it_and_not_after() public {
        uint256 maturesAt = claimAtOnce();
        skipTo(maturesAt - 1);
        uint256 snapshot = vm.snapshotState();
        release(id, 4 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Claimed, "what remains is still claimed");
        release(id, 6 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Released);
        vm.revertToState(snapshot);

        skipTime(1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.ClaimMatured.selector, id, maturesAt));
        release(id, 10 ether);
        vm.prank(merchant);
        manager.release(id, 10 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Released, "the merchant may");
    }

    function test_an_operator_that_is_the_merchant_lets_go_as_the_merchant() public {
        bytes32 role = manager.OPERATOR_ROLE();
        vm.prank(admin);
        manager.grantRole(role, merchant);
        skipTo(claimAtOnce());
        vm.prank(merchant);
        manager.release(id, 10 ether);
    }
}
