// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpTokensSender } from "./IAmpTokensSender.sol";
import { ERC1820_ACCEPT_MAGIC } from "./IERC1820Registry.sol";

contract HolderCollateralStrategyTest is AmpFixture {
    string private constant ONLY_AMP = "Strategy: caller is not Amp";

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    address private merchant = makeAddr("merchant");
    address private manager = makeAddr("manager");
    bytes32 private inPlace = holderPartition("COFFEE", manager);
    HookProbe private guard = new HookProbe();

    function setUp() public {
        deployAmp();
        vm.prank(manager);
        amp.registerCollateralManager();
        implement(manager, AmpNames.SENDER, address(guard));
        give(alice, 10 ether);
        send(alice, alice, 6 ether, inPlace);
    }

    function _out(address operator, uint256 value) private {
        vm.prank(operator);
        amp.transferByPartition(inPlace, alice, merchant, value, toPartition(DEFAULT), "why");
    }

    function test_knows_its_token_its_prefix_and_its_name() public view {
        assertEq(address(holderStrategy.amp()), address(amp));
        assertEq(bytes32(holderStrategy.partitionPrefix()), bytes32(bytes4(0xAAAAAAAA)));
        bytes32 name = keccak256(abi.encodePacked("AmpPartitionStrategyValidator", bytes4(0xAAAAAAAA)));
        assertEq(holderStrategy.canImplementInterfaceForAddress(name, address(amp)), ERC1820_ACCEPT_MAGIC);
    }

    // ---------------------------------------------------------------- in

    function test_tokens_stay_at_the_holder() public view {
        assertEq(amp.balanceOfByPartition(inPlace, alice), 6 ether);
        assertEq(amp.balanceOf(alice), 10 ether);
        assertEq(guard.calls(), 0, "the manager is not told");
    }

    function test_tokens_never_come_to_the_partition_owner() public {
        vm.prank(alice);
        vm.expectRevert(bytes("Strategy: receiver is the partition owner"));
        amp.transferByPartition(DEFAULT, alice, manager, 1, toPartition(inPlace), "");
    }

    function test_the_partition_owner_must_be_a_registered_manager() public {
        bytes memory data = toPartition(holderPartition("COFFEE", bob));
        vm.prank(alice);
        vm.expectRevert(bytes("Strategy: partition owner is no collateral manager"));
        amp.transferByPartition(DEFAULT, alice, alice, 1, data, "");
    }

    function test_the_owner_is_checked_before_the_receiver() public {
        bytes memory data = toPartition(holderPartition("COFFEE", bob));
        vm.prank(alice);
        vm.expectRevert(bytes("Strategy: partition owner is no collateral manager"));
        amp.transferByPartition(DEFAULT, alice, bob, 1, data, "");
    }

    // ---------------------------------------------------------------- out, by the holder

    function test_the_holder_moves_what_the_managers_hook_lets_go() public {
        _out(alice, 2 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, merchant), 2 ether);
        guard.refuse(true);
        vm.prank(alice);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(inPlace, alice, alice, 1, toPartition(DEFAULT), "");
    }

    function test_the_hook_is_called_by_the_strategy_not_by_amp_before_the_balance_changes() public {
        guard.watch(amp, inPlace, alice);
        _out(alice, 2 ether);
        assertEq(guard.calls(), 1);
        assertEq(guard.call(0).caller, address(holderStrategy));
        assertEq(guard.call(0).seen, 6 ether);
        assertEq(
            guard.call(0).input,
            abi.encodeCall(
                IAmpTokensSender.tokensToTransfer,
                (
                    IAmp.transferByPartition.selector,
                    inPlace,
                    alice,
                    alice,
                    merchant,
                    2 ether,
                    toPartition(DEFAULT),
                    "why"
                )
            )
        );
    }

    function test_so_does_a_spender_of_the_holders_allowance() public {
        vm.prank(alice);
        amp.approveByPartition(inPlace, bob, 2 ether);
        guard.refuse(true);
        vm.prank(bob);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(inPlace, alice, merchant, 2 ether, toPartition(DEFAULT), "");
        guard.refuse(false);
        _out(bob, 2 ether);
        assertEq(amp.allowanceByPartition(inPlace, alice, bob), 0);
    }

    function test_a_manager_without_a_hook_lets_everything_go() public {
        implement(manager, AmpNames.SENDER, address(0));
        _out(alice, 6 ether);
        assertEq(guard.calls(), 0);
    }

    function test_the_holders_own_hook_is_called_as_well_and_first() public {
        HookProbe own = new HookProbe();
        implement(alice, AmpNames.SENDER, address(own));
        own.refuse(true);
        vm.prank(alice);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(inPlace, alice, merchant, 1, toPartition(DEFAULT), "");
        own.refuse(false);
        vm.recordLogs();
        _out(alice, 1);
        assertEq(vm.getRecordedLogs()[0].emitter, address(own));
        assertEq(own.calls() + guard.calls(), 2);
    }

    // ---------------------------------------------------------------- out, by the manager

    function test_the_manager_moves_tokens_of_any_holder_past_its_own_hook() public {
        guard.refuse(true);
        _out(manager, 4 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, merchant), 4 ether);
    }

    function test_so_do_operators_of_the_manager_in_that_partition_or_in_all() public {
        guard.refuse(true);
        vm.prank(manager);
        amp.authorizeOperatorByPartition(inPlace, bob);
        _out(bob, 1 ether);

        vm.startPrank(manager);
        amp.revokeOperatorByPartition(inPlace, bob);
        amp.authorizeOperator(bob);
        vm.stopPrank();
        _out(bob, 1 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, merchant), 2 ether);
    }

    function test_53_for_anyone_else() public {
        vm.prank(bob);
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(inPlace, alice, bob, 1, toPartition(DEFAULT), "");
    }

    function test_53_for_a_manager_in_the_partition_of_another() public {
        address other = makeAddr("other manager");
        vm.startPrank(other);
        amp.registerCollateralManager();
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(inPlace, alice, other, 1, toPartition(DEFAULT), "");
        vm.stopPrank();
    }

    function test_whose_operators_they_are() public {
        assertTrue(amp.isOperatorForPartition(inPlace, manager, alice));
        assertTrue(amp.isOperatorForPartition(inPlace, manager, bob));
        assertFalse(amp.isOperatorForPartition(DEFAULT, manager, alice), "not in the default partition");
        assertFalse(amp.isOperatorForPartition(inPlace, bob, alice));
        vm.prank(manager);
        amp.authorizeOperator(bob);
        assertTrue(amp.isOperatorForPartition(inPlace, bob, alice));
    }

    function test_an_owner_that_never_registered_is_operator_but_its_hook_is_not_bypassed() public {
        bytes32 partition = holderPartition("COFFEE", bob);
        implement(bob, AmpNames.SENDER, address(guard));
        assertTrue(amp.isOperatorForPartition(partition, bob, alice));
        guard.refuse(true);
        vm.prank(bob);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(partition, alice, bob, 0, toPartition(DEFAULT), "");
    }

    // ---------------------------------------------------------------- callers

    function test_answers_amp_only() public {
        vm.expectRevert(bytes(ONLY_AMP));
        holderStrategy.isOperatorForPartitionScope(inPlace, manager, alice);
        vm.expectRevert(bytes(ONLY_AMP));
        holderStrategy.tokensFromPartitionToValidate(bytes4(0), inPlace, bob, alice, bob, 1, "", "");
        vm.expectRevert(bytes(ONLY_AMP));
        holderStrategy.tokensToPartitionToValidate(bytes4(0), inPlace, bob, alice, bob, 1, "", "");
    }
}
