// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Paying merchants out of holders' slices.
contract WalletDrawsTest is WalletFixture {
    bytes32 private id;

    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        join(bob, 50 ether);
        id = lockItem(payment(alice, 20 ether, bob, 10 ether));
    }

    function test_a_draw_takes_each_slice_its_part_and_pays_the_merchant_once() public {
        vm.expectEmit(address(manager));
        emit IWalletCollateral.LockDrawn(id, pool, merchant, operator, 12 ether, 18 ether);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceDrawn(id, alice, 0, 8 ether, 12 ether, 12 ether);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceDrawn(id, bob, 1, 4 ether, 6 ether, 6 ether);
        draw(id, 12 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Open);
        assertEq(manager.lockOf(id).remaining, 18 ether);
        assertEq(spendable(merchant), 12 ether);
        assertEq(info(alice).balance, 92 ether);
        assertEq(info(bob).balance, 46 ether);
        assertEq(info(alice).movable, 80 ether, "what is free is untouched");

        draw(id, 18 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
        assertEq(spendable(merchant), 30 ether);
        assertEq(lockedOf(alice) + lockedOf(bob), 0);
        assertEq(custody(), 0);
    }

    function test_a_part_of_nothing_is_no_slice_drawn() public {
        vm.expectEmit(address(manager));
        emit IWalletCollateral.LockDrawn(id, pool, merchant, operator, 1, 30 ether - 1);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.SliceDrawn(id, bob, 1, 1, 10 ether - 1, 10 ether - 1);
        draw(id, 1);
        assertEq(info(alice).balance, 100 ether);
        assertEq(spendable(merchant), 1);
    }

    function test_other_payments_on_the_wallet_are_untouched() public {
        bytes32 other = lock(alice, 80 ether);
        draw(id, 30 ether);
        assertEq(lockedOf(alice), 80 ether);
        assertEq(info(alice).balance, 80 ether);
        draw(other, 80 ether);
        assertEq(spendable(merchant), 110 ether);
        assertEq(info(alice).balance, 0);
    }

    function test_sixteen_slices_of_one_holder_are_drawn_like_one() public {
        release(id, 30 ether);
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](16);
        for (uint256 i = 0; i < 16; ++i) {
            slices[i] = slice(alice, 6 ether);
        }
        id = lockItem(payment(slices));
        draw(id, 95 ether);
        assertEq(spendable(merchant), 95 ether);
        assertEq(lockedOf(alice), 1 ether);
        draw(id, 1 ether);
        assertEq(info(alice).balance, 4 ether);
    }

    function test_the_holder_s_share_can_be_drawn_whatever_it_did_meanwhile() public {
        exit(alice, 80 ether);
        enroll(alice, 20 ether);
        vm.startPrank(alice);
        amp.revokeOperatorByPartition(pool, address(manager));
        amp.revokeOperator(address(manager));
        vm.stopPrank();
        draw(id, 30 ether);
        assertEq(spendable(merchant), 30 ether);
    }

    function test_a_merchant_may_be_a_holder_and_draw_on_itself() public {
        register(alice);
        IWalletCollateral.WalletLock memory item = payment(alice, 10 ether);
        item.merchant = alice;
        lockItem(item);
        uint256 before = spendable(alice);
        draw(item.paymentId, 10 ether);
        assertEq(spendable(alice) - before, 10 ether);
        assertEq(amp.balanceOf(alice), 1000 ether);
    }

    function test_the_last_act_names_what_became_of_a_lock() public {
        draw(id, 4 ether);
        release(id, 26 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Released);
        id = lock(alice, 10 ether);
        release(id, 4 ether);
        draw(id, 6 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
    }

    function test_nothing_and_more_than_remains_are_not_drawn() public {
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        draw(id, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.AmountExceedsLock.selector, 30 ether + 1, 30 ether)
        );
        draw(id, 30 ether + 1);
    }

    function test_without_a_claim_nobody_else_draws() public {
        address[3] memory others = [merchant, alice, stranger];
        bytes32 role = manager.OPERATOR_ROLE();
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], role)
            );
            vm.prank(others[i]);
            manager.draw(id, 30 ether);
        }
    }

    // ---------------------------------------------------------------- the limit of a window

    function test_the_operator_draws_no_more_than_the_limit_in_a_window() public {
        IWalletCollateral.WalletParams memory p = defaultParams();
        (p.drawLimit, p.drawWindow) = (10 ether, 6 hours);
        vm.prank(admin);
        manager.setParams(pool, p);
        uint256 ends = (time() / 6 hours + 1) * 6 hours;
        draw(id, 7 ether);
        assertEq(manager.poolInfo(pool).drawnInWindow, 7 ether);
        assertEq(manager.poolInfo(pool).windowEnds, ends);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.DrawLimitExceeded.selector, pool, 3 ether + 1, 7 ether, 10 ether, ends
            )
        );
        draw(id, 3 ether + 1);
        draw(id, 3 ether);

        skipTo(ends);
        assertEq(manager.poolInfo(pool).drawnInWindow, 0);
        id = lock(alice, 10 ether);
        draw(id, 10 ether);
    }

    // ---------------------------------------------------------------- merchants that refuse

    function refuse() private {
        HookProbe hook = new HookProbe();
        implement(merchant, "AmpTokensRecipient", address(hook));
        hook.refuse(true);
    }

    function owed() private view returns (uint256 of_, uint256 all) {
        return manager.deferredOf(pool, merchant);
    }

    function test_a_payout_that_is_refused_is_kept_for_the_merchant() public {
        refuse();
        vm.expectEmit(address(manager));
        emit ICollateralManager.PayoutDeferred(pool, merchant, 12 ether, 12 ether, 12 ether);
        draw(id, 12 ether);
        draw(id, 18 ether);
        (uint256 of_, uint256 all) = owed();
        assertEq(of_, 30 ether);
        assertEq(all, 30 ether);
        assertEq(manager.poolInfo(pool).deferred, 30 ether);
        assertEq(custody(), 30 ether);
        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn, "the holders have paid");
        assertEq(info(alice).balance, 80 ether);
    }

    function test_what_is_kept_is_collected_to_wherever_its_owner_says() public {
        refuse();
        draw(id, 30 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NothingDeferred.selector, pool, stranger));
        vm.prank(stranger);
        manager.withdrawDeferred(pool, stranger);
        vm.expectRevert(HookProbe.Refused.selector);
        withdraw(merchant);
        vm.expectRevert(ICollateralManager.ZeroAddress.selector);
        withdraw(address(0));
        vm.expectRevert();
        withdraw(address(manager));

        vm.expectEmit(address(manager));
        emit ICollateralManager.DeferredPaid(pool, merchant, carol, 30 ether, 0);
        withdraw(carol);
        assertEq(spendable(carol), 1030 ether);
        assertEq(custody(), 0);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NothingDeferred.selector, pool, merchant));
        withdraw(carol);
    }

    function withdraw(address to) private {
        vm.prank(merchant);
        manager.withdrawDeferred(pool, to);
    }

    function test_a_merchant_that_takes_it_again_is_paid_at_once_and_what_was_kept_stays() public {
        refuse();
        draw(id, 10 ether);
        implement(merchant, "AmpTokensRecipient", address(0));
        draw(id, 20 ether);
        assertEq(spendable(merchant), 20 ether);
        assertEq(custody(), 10 ether);
    }

    function test_nobody_forces_a_deferral_by_giving_too_little_gas() public {
        for (uint256 gas_ = 200_000; gas_ < 1_200_000; gas_ += 25_000) {
            uint256 before = vm.snapshotState();
            vm.prank(operator);
            try manager.draw{ gas: gas_ }(id, 30 ether) {
                assertEq(spendable(merchant), 30 ether);
                (, uint256 all) = owed();
                assertEq(all, 0);
            } catch { }
            vm.revertToState(before);
        }
    }

    function test_pools_keep_apart_what_was_refused() public {
        refuse();
        draw(id, 30 ether);
        pool = open("OTHER", defaultParams());
        enroll(alice, UNLIMITED);
        deposit(alice, 5 ether);
        draw(lock(alice, 5 ether), 5 ether);
        (uint256 of_,) = owed();
        assertEq(of_, 5 ether);
        assertEq(custody(), 5 ether);
        withdraw(carol);
        assertEq(spendable(carol), 1005 ether);
    }
}
