// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { IAmp } from "./IAmp.sol";

contract AmpAllowancesTest is AmpFixture {
    bytes32 private constant ONE = bytes32(uint256(1));

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        deployAmp();
        give(alice, 10 ether);
        send(alice, alice, 5 ether, ONE);
    }

    function test_approve_is_approval_of_the_default_partition() public {
        vm.expectEmit(address(amp));
        emit IAmp.ApprovalByPartition(DEFAULT, alice, bob, 5);
        vm.expectEmit(address(amp));
        emit IERC20.Approval(alice, bob, 5);
        vm.prank(alice);
        assertTrue(amp.approve(bob, 5));

        assertEq(amp.allowance(alice, bob), 5);
        assertEq(amp.allowanceByPartition(DEFAULT, alice, bob), 5);
        assertEq(amp.allowanceByPartition(ONE, alice, bob), 0);
    }

    function test_approveByPartition_of_the_default_one_emits_Approval_too() public {
        vm.recordLogs();
        vm.prank(alice);
        assertTrue(amp.approveByPartition(DEFAULT, bob, 5));
        assertEq(vm.getRecordedLogs().length, 2);
        assertEq(amp.allowance(alice, bob), 5);
    }

    function test_approveByPartition_of_another_one_emits_no_Approval() public {
        vm.recordLogs();
        vm.prank(alice);
        assertTrue(amp.approveByPartition(ONE, bob, 5));
        assertEq(vm.getRecordedLogs().length, 1, "ApprovalByPartition alone");
        assertEq(amp.allowanceByPartition(ONE, alice, bob), 5);
        assertEq(amp.allowance(alice, bob), 0);
    }

    function test_increase_and_decrease_report_the_new_total() public {
        vm.startPrank(alice);
        amp.approve(bob, 5);
        vm.expectEmit(address(amp));
        emit IERC20.Approval(alice, bob, 8);
        assertTrue(amp.increaseAllowance(bob, 3));
        vm.expectEmit(address(amp));
        emit IERC20.Approval(alice, bob, 2);
        assertTrue(amp.decreaseAllowance(bob, 6));
        vm.stopPrank();
        assertEq(amp.allowance(alice, bob), 2);
    }

    function test_increase_and_decrease_by_partition_report_the_new_total() public {
        vm.startPrank(alice);
        amp.approveByPartition(ONE, bob, 5);
        vm.expectEmit(address(amp));
        emit IAmp.ApprovalByPartition(ONE, alice, bob, 8);
        assertTrue(amp.increaseAllowanceByPartition(ONE, bob, 3));
        vm.expectEmit(address(amp));
        emit IAmp.ApprovalByPartition(ONE, alice, bob, 2);
        assertTrue(amp.decreaseAllowanceByPartition(ONE, bob, 6));
        vm.stopPrank();
        assertEq(amp.allowanceByPartition(ONE, alice, bob), 2);
        assertEq(amp.allowance(alice, bob), 0, "default untouched");
    }

    function test_an_allowance_cannot_grow_past_the_largest_number_nor_fall_below_zero() public {
        vm.startPrank(alice);
        amp.approve(bob, type(uint256).max - 1);
        amp.increaseAllowance(bob, 1);
        vm.expectRevert(bytes("SafeMath: addition overflow"));
        amp.increaseAllowance(bob, 1);
        amp.approveByPartition(ONE, bob, 5);
        vm.expectRevert(bytes("SafeMath: addition overflow"));
        amp.increaseAllowanceByPartition(ONE, bob, type(uint256).max);
        vm.expectRevert(bytes("SafeMath: subtraction overflow"));
        amp.decreaseAllowanceByPartition(ONE, bob, 6);
        amp.approve(bob, 5);
        vm.expectRevert(bytes("SafeMath: subtraction overflow"));
        amp.decreaseAllowance(bob, 6);
        vm.stopPrank();
    }

    function test_58_the_zero_address_cannot_be_approved() public {
        vm.startPrank(alice);
        vm.expectRevert(bytes("58"));
        amp.approve(address(0), 1);
        vm.expectRevert(bytes("58"));
        amp.approveByPartition(ONE, address(0), 1);
        vm.expectRevert(bytes("58"));
        amp.increaseAllowance(address(0), 1);
        vm.expectRevert(bytes("58"));
        amp.increaseAllowanceByPartition(ONE, address(0), 1);
        vm.expectRevert(bytes("58"));
        amp.decreaseAllowance(address(0), 0);
        vm.expectRevert(bytes("58"));
        amp.decreaseAllowanceByPartition(ONE, address(0), 0);
        vm.stopPrank();
    }

    function test_56_the_zero_address_cannot_approve() public {
        vm.prank(address(0)); // only a simulated call comes from there
        vm.expectRevert(bytes("56"));
        amp.approve(bob, 1);
    }

    function testFuzz_spending_in_a_partition_takes_from_that_allowance_alone(uint256 approved, uint256 spent) public {
        approved = bound(approved, 0, 5 ether);
        spent = bound(spent, 0, approved);
        vm.startPrank(alice);
        amp.approveByPartition(ONE, bob, approved);
        amp.approve(bob, 7);
        vm.stopPrank();

        vm.prank(bob);
        amp.transferByPartition(ONE, alice, bob, spent, "", "");

        assertEq(amp.allowanceByPartition(ONE, alice, bob), approved - spent);
        assertEq(amp.allowance(alice, bob), 7);
        assertEq(amp.balanceOfByPartition(ONE, bob), spent);
    }

    function testFuzz_53_one_wei_over_the_allowance(uint256 approved) public {
        approved = bound(approved, 0, 5 ether - 1);
        vm.prank(alice);
        amp.approveByPartition(ONE, bob, approved);
        vm.prank(bob);
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(ONE, alice, bob, approved + 1, "", "");
    }

    function test_moving_ones_own_tokens_leaves_an_allowance_to_oneself_alone() public {
        vm.startPrank(alice);
        amp.approve(alice, 5);
        amp.transferFrom(alice, bob, 3);
        vm.stopPrank();
        assertEq(amp.allowance(alice, alice), 5);
    }

    function test_a_failed_transfer_spends_nothing() public {
        vm.prank(alice);
        amp.approve(bob, 100 ether);
        vm.prank(bob);
        vm.expectRevert(bytes("52"));
        amp.transferFrom(alice, bob, 50 ether);
        assertEq(amp.allowance(alice, bob), 100 ether);
    }
}
