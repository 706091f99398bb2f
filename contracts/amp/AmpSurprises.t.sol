// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { Vm } from "../testing/Vm.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { ERC1820_REGISTRY } from "./IERC1820Registry.sol";

/// @notice What surprises people about AMP, one test each, numbered as in the protocol's list. Each is so on mainnet.
contract AmpSurprisesTest is AmpFixture {
    bytes32 private constant OTHER = bytes32(uint256(1));

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    address private manager = makeAddr("manager");
    bytes32 private pool = poolPartition("COFFEE", manager);
    bytes32 private inPlace = holderPartition("COFFEE", manager);
    HookProbe private probe = new HookProbe();

    function setUp() public {
        deployAmp();
        vm.prank(manager);
        amp.registerCollateralManager();
        give(alice, 10 ether);
    }

    function _topics(Vm.Log[] memory logs, bytes32 topic) private pure returns (uint256 count) {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == topic) count++;
        }
    }

    function test_1_balanceOf_counts_what_transfer_cannot_spend() public {
        send(alice, alice, 6 ether, inPlace);
        assertEq(amp.balanceOf(alice), 10 ether, "all partitions");
        assertEq(amp.balanceOfByPartition(DEFAULT, alice), 4 ether, "spendable");
        vm.startPrank(alice);
        vm.expectRevert(bytes("52"));
        amp.transfer(bob, 4 ether + 1);
        amp.transfer(bob, 4 ether);
        vm.stopPrank();
        assertEq(amp.balanceOf(alice), 6 ether);
    }

    function test_2_a_stranger_moves_nothing_in_anyones_name_with_events_and_hooks() public {
        implement(alice, AmpNames.SENDER, address(probe));
        implement(manager, AmpNames.RECIPIENT, address(probe));
        vm.expectEmit(address(amp));
        emit IERC20.Transfer(alice, manager, 0);
        vm.expectEmit(address(amp));
        emit IAmp.TransferByPartition(DEFAULT, bob, alice, manager, 0, toPartition(pool), "");
        vm.expectEmit(address(amp));
        emit IAmp.ChangedPartition(DEFAULT, pool, 0);
        vm.prank(bob);
        amp.transferByPartition(DEFAULT, alice, manager, 0, toPartition(pool), "");

        assertEq(probe.calls(), 2, "both hooks ran");
        assertEq(amp.partitionsOf(manager).length, 0, "yet nothing is held");
        vm.prank(bob);
        assertTrue(amp.transferFrom(alice, bob, 0), "the same by ERC-20");
    }

    function test_3_spending_an_allowance_is_silent_and_the_unlimited_one_shrinks_too() public {
        vm.prank(alice);
        amp.approve(bob, type(uint256).max);
        vm.recordLogs();
        vm.prank(bob);
        amp.transferFrom(alice, bob, 3 ether);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(_topics(logs, IERC20.Approval.selector), 0);
        assertEq(_topics(logs, IAmp.ApprovalByPartition.selector), 0);
        assertEq(amp.allowance(alice, bob), type(uint256).max - 3 ether);
    }

    function test_3_an_operator_with_a_smaller_allowance_succeeds_and_uses_all_of_it_up() public {
        vm.startPrank(alice);
        amp.authorizeOperator(bob);
        amp.approve(bob, 1 ether);
        vm.stopPrank();
        vm.prank(bob);
        amp.transferFrom(alice, bob, 3 ether);
        assertEq(amp.balanceOf(bob), 3 ether);
        assertEq(amp.allowance(alice, bob), 0);

        vm.prank(alice);
        amp.approve(bob, 5 ether);
        vm.prank(bob);
        amp.transferFrom(alice, bob, 3 ether);
        assertEq(amp.allowance(alice, bob), 2 ether, "a larger one is spent from");
    }

    function test_4_lists_of_partitions_reorder_and_forget_all_but_the_default_one() public {
        send(alice, alice, 1 ether, OTHER);
        send(alice, alice, 1 ether, inPlace);
        vm.startPrank(alice);
        amp.transfer(bob, 8 ether); // empties alice's default partition
        bytes32[] memory held = amp.partitionsOf(alice);
        assertEq(held.length, 2);
        assertEq(held[0], inPlace, "the last took the first place");
        assertEq(held[1], OTHER);

        amp.transferByPartition(OTHER, alice, alice, 1 ether, toPartition(inPlace), "");
        vm.stopPrank();
        bytes32[] memory all = amp.totalPartitions();
        assertEq(all.length, 2);
        assertEq(all[0], DEFAULT);
        assertEq(all[1], inPlace);
        vm.prank(bob);
        amp.transferByPartition(DEFAULT, bob, bob, 8 ether, toPartition(inPlace), "");
        assertEq(amp.totalSupplyByPartition(DEFAULT), 0);
        assertEq(amp.totalPartitions()[0], DEFAULT, "empty, but listed");
    }

    function test_5_a_managers_hook_logs_before_the_transfer_that_called_it() public {
        implement(manager, AmpNames.RECIPIENT, address(probe));
        vm.recordLogs();
        send(alice, manager, 1 ether, pool);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[0].topics[0], HookProbe.Hooked.selector);
        assertEq(logs[1].topics[0], IERC20.Transfer.selector);
        assertEq(logs[2].topics[0], IAmp.TransferByPartition.selector);
    }

    function test_5_a_transfer_inside_a_transfer_logs_before_it() public {
        give(address(probe), 1);
        implement(bob, AmpNames.RECIPIENT, address(probe));
        probe.callBack(address(amp), abi.encodeCall(IERC20.transfer, (manager, 1)));
        vm.recordLogs();
        vm.prank(alice);
        amp.transfer(bob, 5);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(abi.decode(logs[1].data, (uint256)), 1, "inner Transfer");
        assertEq(abi.decode(logs[3].data, (uint256)), 5, "outer Transfer");
    }

    function test_6_an_in_place_deposit_is_a_transfer_to_oneself_of_which_the_manager_hears_nothing() public {
        implement(manager, AmpNames.RECIPIENT, address(probe));
        implement(manager, AmpNames.SENDER, address(probe));
        vm.expectEmit(address(amp));
        emit IERC20.Transfer(alice, alice, 2 ether);
        send(alice, alice, 2 ether, inPlace);
        assertEq(probe.calls(), 0);
    }

    function test_6_anyone_pushes_dust_into_anyones_in_place_partition() public {
        give(bob, 1);
        send(bob, alice, 1, inPlace);
        assertEq(amp.balanceOfByPartition(inPlace, alice), 1);
    }

    function test_7_a_holder_with_a_reverting_hook_vetoes_the_seizure_of_its_collateral() public {
        send(alice, alice, 5 ether, inPlace);
        implement(alice, AmpNames.SENDER, address(probe));
        probe.refuse(true);
        vm.prank(manager);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(inPlace, alice, bob, 5 ether, toPartition(DEFAULT), "");
    }

    function test_7_but_not_after_it_made_the_manager_its_erc1820_manager() public {
        send(alice, alice, 5 ether, inPlace);
        vm.startPrank(alice);
        ERC1820_REGISTRY.setManager(alice, manager);
        vm.expectRevert(bytes("Not the manager"));
        ERC1820_REGISTRY.setInterfaceImplementer(alice, keccak256("AmpTokensSender"), address(probe));
        vm.stopPrank();
        vm.prank(manager);
        amp.transferByPartition(inPlace, alice, bob, 5 ether, toPartition(DEFAULT), "");
        assertEq(amp.balanceOfByPartition(DEFAULT, bob), 5 ether);
    }

    function test_8_tokens_sent_to_the_token_itself_are_lost() public {
        vm.prank(alice);
        assertTrue(amp.transfer(address(amp), 1 ether));
        assertEq(amp.balanceOf(address(amp)), 1 ether);
        vm.prank(address(this)); // its owner, too
        vm.expectRevert(bytes("53"));
        amp.transferFrom(address(amp), alice, 1 ether);
    }

    function test_9_hooks_run_inside_the_transfer_and_nothing_stops_them_from_calling_back() public {
        implement(bob, AmpNames.RECIPIENT, address(probe));
        vm.prank(bob);
        amp.authorizeOperator(address(probe));
        // Before the outer transfer has emitted anything, its tokens are already somewhere else.
        probe.callBack(address(amp), abi.encodeCall(IERC20.transferFrom, (bob, manager, 3 ether)));
        vm.prank(alice);
        amp.transfer(bob, 3 ether);
        assertEq(amp.balanceOf(bob), 0);
        assertEq(amp.balanceOf(manager), 3 ether);
    }

    function test_10_an_operator_of_a_manager_takes_all_in_place_collateral_past_its_hook() public {
        send(alice, alice, 5 ether, inPlace);
        implement(manager, AmpNames.SENDER, address(probe));
        probe.refuse(true);
        vm.prank(manager);
        amp.authorizeOperator(bob);
        vm.prank(bob);
        amp.transferByPartition(inPlace, alice, bob, 5 ether, toPartition(DEFAULT), "");
        assertEq(amp.balanceOfByPartition(DEFAULT, bob), 5 ether);
    }

    function test_10_and_pretends_to_be_the_manager_in_every_other_partition_of_it() public {
        vm.prank(manager);
        amp.authorizeOperator(bob);
        give(manager, 2 ether);
        vm.prank(bob);
        amp.transferFrom(manager, bob, 2 ether);
        assertEq(amp.balanceOf(bob), 2 ether);
    }
}
