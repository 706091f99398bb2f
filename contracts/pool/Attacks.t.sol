// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IAmp } from "../amp/IAmp.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { HostileRecipient } from "./HostileRecipient.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice Ways to get at the tokens of a pool, or to act in the middle of somebody's act. None works.
contract AttacksTest is PoolFixture {
    HostileRecipient private hostile;

    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
        hostile = new HostileRecipient();
        register(address(hostile));
        give(address(hostile), 100 ether);
        hostile.act(address(amp), transferCall(DEFAULT, address(hostile), address(manager), 50 ether, pool));
    }

    function transferCall(bytes32 from, address holder, address to, uint256 value, bytes32 destination)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IAmp.transferByPartition, (from, holder, to, value, toPartition(destination), ""));
    }

    // ---------------------------------------------------------------- taking tokens out

    function test_nobody_drains_a_pool_though_amp_makes_everyone_its_operator() public {
        assertTrue(amp.isOperatorForPartition(pool, stranger, address(manager)), "as Amp sees it");
        address[5] memory callers = [stranger, alice, operator, admin, merchant];
        for (uint256 i = 0; i < callers.length; ++i) {
            denied(callers[i], callers[i], 10 ether, "");
            denied(callers[i], callers[i], 0, "");
            denied(callers[i], address(manager), 10 ether, hex"01");
        }
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 1050 ether);
    }

    function denied(address caller, address to, uint256 value, bytes memory operatorData) private {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnexpectedTransfer.selector, pool, to, value));
        vm.prank(caller);
        amp.transferByPartition(pool, address(manager), to, value, toPartition(DEFAULT), operatorData);
    }

    function test_a_payout_that_was_made_cannot_be_made_again() public {
        draw(lock(10 ether), 10 ether);
        denied(stranger, merchant, 10 ether, "");
        denied(merchant, merchant, 10 ether, "");
    }

    function test_nobody_but_amp_asks_the_sender_hook() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotAmp.selector, stranger));
        vm.prank(stranger);
        manager.tokensToTransfer(0, pool, address(manager), address(manager), stranger, 1 ether, "", "");
        assertFalse(manager.canTransfer(0, pool, stranger, address(manager), stranger, 1 ether, "", ""));
    }

    /// @dev Such a partition is made by a mistake of its holder. The manager has no in-place collateral, and says no
    ///      to the strategy as to everyone who is not Amp.
    function test_in_place_tokens_under_this_manager_are_none_of_its_business() public {
        bytes32 inPlace = holderPartition("MAIN", address(manager));
        send(bob, bob, 10 ether, inPlace);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotAmp.selector, address(holderStrategy)));
        vm.prank(bob);
        amp.transferByPartition(inPlace, bob, stranger, 10 ether, toPartition(DEFAULT), "");
        assertEq(info().assets, 1050 ether);
    }

    function test_nobody_makes_this_contract_a_hook_of_its_own() public {
        vm.expectRevert();
        vm.prank(alice);
        ERC1820_REGISTRY.setInterfaceImplementer(alice, keccak256("AmpTokensRecipient"), address(manager));
    }

    // ---------------------------------------------------------------- acting in the middle of a payout

    function planEverything(bytes32 id) private {
        uint256[] memory epochs = new uint256[](1);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](1);
        items[0] = payment(1 ether);
        ICollateralManager.Pauses memory pauses;
        address m = address(manager);
        hostile.plan(address(amp), transferCall(pool, m, address(hostile), 10 ether, DEFAULT));
        hostile.plan(address(amp), transferCall(pool, m, address(hostile), 0, DEFAULT));
        hostile.plan(address(amp), transferCall(DEFAULT, address(hostile), m, 10 ether, pool));
        hostile.plan(m, abi.encodeCall(ICollateralPool.requestExit, (pool, 10 ether)));
        hostile.plan(m, abi.encodeCall(ICollateralPool.cancelExit, (pool, 1)));
        hostile.plan(m, abi.encodeCall(ICollateralPool.claimExit, (pool, epochs, address(hostile))));
        hostile.plan(m, abi.encodeCall(ICollateralPool.roll, (pool, 1)));
        hostile.plan(m, abi.encodeCall(ICollateralPool.lock, (items[0])));
        hostile.plan(m, abi.encodeCall(ICollateralPool.lockBatch, (items)));
        hostile.plan(m, abi.encodeCall(ICollateralManager.release, (id, 1)));
        hostile.plan(m, abi.encodeCall(ICollateralManager.releaseBatch, (ids)));
        hostile.plan(m, abi.encodeCall(ICollateralManager.claimPayment, (id)));
        hostile.plan(m, abi.encodeCall(ICollateralManager.draw, (id, 1 ether)));
        hostile.plan(m, abi.encodeCall(ICollateralPool.createPool, ("NEW", defaultParams())));
        hostile.plan(m, abi.encodeCall(ICollateralPool.setParams, (pool, defaultParams())));
        hostile.plan(m, abi.encodeCall(ICollateralManager.setPauses, (pool, pauses)));
        hostile.plan(m, abi.encodeCall(ICollateralManager.setMerchant, (stranger, true)));
    }

    function everyAttemptFailed() private view {
        assertEq(hostile.tried(), 17);
        assertEq(hostile.succeeded(), 0);
        bytes memory denial =
            abi.encodeWithSelector(ICollateralManager.UnexpectedTransfer.selector, pool, address(hostile), 10 ether);
        assertEq(hostile.failures(0), denial);
        bytes memory guarded =
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        for (uint256 i = 2; i < 17; ++i) {
            assertEq(hostile.failures(i), guarded, vm.toString(i));
        }
    }

    /// @dev It has every role there is, so that nothing but the guard stands in its way.
    function test_a_merchant_can_do_nothing_while_it_is_being_paid() public {
        bytes32[3] memory roles = [manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE()];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(admin);
            manager.grantRole(roles[i], address(hostile));
        }
        ICollateralPool.Lock memory item = payment(20 ether);
        item.merchant = address(hostile);
        vm.prank(operator);
        manager.lock(item);
        planEverything(item.paymentId);

        draw(item.paymentId, 10 ether);
        everyAttemptFailed();
        assertEq(spendable(address(hostile)), 60 ether);
        assertEq(info().assets, 1040 ether);
        assertEq(info().locked, 10 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 1040 ether);
    }

    function test_a_staker_can_do_nothing_while_it_is_being_paid() public {
        bytes memory answer =
            hostile.act(address(manager), abi.encodeCall(ICollateralPool.requestExit, (pool, 10 ether)));
        (uint256 epoch,) = abi.decode(answer, (uint256, uint256));
        bytes32 id = lock(10 ether);
        skipTo(epoch * EPOCH);
        planEverything(id);
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = epoch;
        hostile.act(
            address(manager), abi.encodeCall(ICollateralPool.claimExit, (pool, epochs, address(hostile)))
        );
        everyAttemptFailed();
        assertEq(spendable(address(hostile)), 60 ether);
        assertEq(info().exitReserve, 0);
        assertEq(info().assets, 1040 ether);
    }

    function test_during_a_payout_the_views_already_tell_the_end_of_it() public {
        HookProbe probe = hook(merchant, "AmpTokensRecipient");
        probe.watch(IAmp(address(amp)), pool, address(manager));
        draw(lock(10 ether), 10 ether);
        assertEq(probe.call(0).seen, 1040 ether);
    }

    function test_a_merchant_that_refuses_its_payment_gets_none_and_nothing_has_happened() public {
        HookProbe probe = hook(merchant, "AmpTokensRecipient");
        bytes32 id = lock(10 ether);
        probe.refuse(true);
        bytes memory before = abi.encode(info(), manager.lockOf(id));
        vm.expectRevert(HookProbe.Refused.selector);
        draw(id, 10 ether);
        assertEq(abi.encode(info(), manager.lockOf(id)), before);
        probe.refuse(false);
        draw(id, 10 ether);
        assertEq(spendable(merchant), 10 ether);
    }

    // ---------------------------------------------------------------- acting in the middle of a stake

    function test_a_second_stake_from_within_the_first_is_two_stakes() public {
        HookProbe probe = hook(bob, "AmpTokensSender");
        vm.prank(bob);
        amp.authorizeOperator(address(probe));
        probe.callBack(address(amp), transferCall(DEFAULT, bob, address(manager), 7 ether, pool));
        stake(bob, 5 ether);
        assertEq(sharesOf(bob), 12 ether);
        assertEq(info().assets, 1062 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 1062 ether);
    }

    function hook(address account, string memory name) private returns (HookProbe probe) {
        probe = new HookProbe();
        vm.prank(account);
        ERC1820_REGISTRY.setInterfaceImplementer(account, keccak256(bytes(name)), address(probe));
    }
}
