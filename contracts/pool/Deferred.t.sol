// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice A merchant that refuses its own payment: it is kept for it, and stops nothing.
contract DeferredTest is PoolFixture {
    HookProbe private hook;

    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
        hook = new HookProbe();
        hook.refuse(true);
        useHook(address(hook));
    }

    function useHook(address implementer) private {
        vm.prank(merchant);
        ERC1820_REGISTRY.setInterfaceImplementer(merchant, keccak256("AmpTokensRecipient"), implementer);
    }

    function collect(address to) private returns (uint256) {
        vm.prank(merchant);
        return manager.withdrawDeferred(pool, to);
    }

    function kept() private view returns (uint256 owed) {
        (owed,) = manager.deferredOf(pool, merchant);
    }

    function test_a_payment_that_is_refused_is_kept_and_the_loss_is_booked_all_the_same() public {
        bytes32 id = lock(30 ether);
        vm.expectEmit(address(manager));
        emit ICollateralManager.PayoutDeferred(pool, merchant, 10 ether, 10 ether, 10 ether);
        draw(id, 10 ether);
        vm.expectEmit(address(manager));
        emit ICollateralManager.PayoutDeferred(pool, merchant, 20 ether, 30 ether, 30 ether);
        draw(id, 20 ether);

        assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
        assertEq(spendable(merchant), 0);
        assertEq(kept(), 30 ether);
        assertEq(info().assets, 970 ether);
        assertEq(info().deferred, 30 ether);
        assertEq(manager.accountInfo(pool, merchant).deferred, 30 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 1000 ether, "still here");
    }

    function test_the_merchant_collects_it_wherever_it_likes() public {
        draw(lock(10 ether), 10 ether);
        vm.expectRevert(HookProbe.Refused.selector);
        collect(merchant);
        vm.expectEmit(address(manager));
        emit ICollateralManager.DeferredPaid(pool, merchant, carol, 10 ether, 0);
        assertEq(collect(carol), 10 ether);
        assertEq(spendable(carol), 1010 ether);
        assertEq(kept(), 0);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NothingDeferred.selector, pool, merchant));
        collect(carol);
    }

    function test_nobody_else_collects_it_and_it_goes_neither_to_nobody_nor_back() public {
        draw(lock(10 ether), 10 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NothingDeferred.selector, pool, operator));
        vm.prank(operator);
        manager.withdrawDeferred(pool, operator);
        vm.expectRevert(ICollateralManager.ZeroAddress.selector);
        collect(address(0));
        bytes32 other = closedPool(1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, other));
        vm.prank(merchant);
        manager.withdrawDeferred(other, carol);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.UnexpectedInflow.selector, DEFAULT, address(manager), 10 ether
            )
        );
        collect(address(manager));
        assertEq(kept(), 10 ether);
    }

    function test_others_are_paid_as_ever_and_nothing_of_it_is_theirs() public {
        draw(lock(10 ether), 10 ether);
        address second = makeAddr("second");
        register(second);
        bytes32 id = lock(5 ether);
        merchant = second;
        bytes32 other = lock(5 ether);
        draw(other, 5 ether);
        assertEq(spendable(second), 5 ether);
        draw(id, 5 ether);
        assertEq(info().deferred, 15 ether);
    }

    function test_once_it_takes_payments_again_they_come_straight() public {
        bytes32 id = lock(30 ether);
        draw(id, 10 ether);
        useHook(address(0));
        draw(id, 20 ether);
        assertEq(spendable(merchant), 20 ether);
        assertEq(kept(), 10 ether);
        assertEq(collect(merchant), 10 ether);
    }

    /// @dev The least gas is asked for up front: what the hook does with it cannot be blamed on the caller.
    function test_nobody_makes_a_payment_fail_by_giving_too_little_gas() public {
        useHook(address(0));
        bytes32 id = lock(10 ether);
        bytes memory call_ = abi.encodeCall(ICollateralManager.draw, (id, 10 ether));
        for (uint256 gas_ = 60_000; gas_ < 800_000; gas_ += 20_000) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(operator);
            (bool ok,) = address(manager).call{ gas: gas_ }(call_);
            assertEq(spendable(merchant), ok ? 10 ether : 0, "paid or not drawn");
            assertEq(kept(), 0);
            vm.revertToState(snapshot);
        }
        vm.prank(operator);
        (bool paid,) = address(manager).call{ gas: 800_000 }(call_);
        assertTrue(paid);
    }
}
