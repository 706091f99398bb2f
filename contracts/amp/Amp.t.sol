// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { Amp } from "./Amp.sol";
import { IAmp } from "./IAmp.sol";
import { ERC1820_ACCEPT_MAGIC, ERC1820_REGISTRY } from "./IERC1820Registry.sol";

/// @notice What Amp is when new, and what a transfer does. Operators, allowances, hooks, swap: in files of their own.
contract AmpTest is AmpFixture {
    bytes32 private constant PLAIN = bytes32(uint256(7)); // prefix zero, needs no strategy

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        deployAmp();
        give(alice, 10 ether);
    }

    // ---------------------------------------------------------------- construction

    function test_is_named_as_told_and_counts_in_wei_of_18_decimals() public view {
        assertEq(amp.name(), "Amp");
        assertEq(amp.symbol(), "AMP");
        assertEq(amp.decimals(), 18);
        assertEq(amp.granularity(), 1);
        assertEq(amp.swapToken(), address(swapToken));
        assertEq(amp.swapTokenGraveyard(), 0x000000000000000000000000000000000000dEaD);
        assertEq(amp.defaultPartition(), bytes32(0));
        assertEq(amp.owner(), address(this));
    }

    function test_starts_empty_with_the_default_partition_in_use() public {
        Amp fresh = new Amp(address(swapToken), "Amp", "AMP");
        assertEq(fresh.totalSupply(), 0);
        bytes32[] memory partitions = fresh.totalPartitions();
        assertEq(partitions.length, 1);
        assertEq(partitions[0], DEFAULT);
    }

    function test_5A_refuses_the_zero_address_as_swap_token() public {
        vm.expectRevert(bytes("5A"));
        new Amp(address(0), "Amp", "AMP");
    }

    function test_is_found_in_erc1820_as_AmpToken_and_as_ERC20Token() public view {
        string[2] memory names = ["AmpToken", "ERC20Token"];
        for (uint256 i = 0; i < names.length; i++) {
            bytes32 name = keccak256(bytes(names[i]));
            assertEq(ERC1820_REGISTRY.getInterfaceImplementer(address(amp), name), address(amp), names[i]);
            assertEq(amp.canImplementInterfaceForAddress(name, address(amp)), ERC1820_ACCEPT_MAGIC, names[i]);
            assertEq(amp.canImplementInterfaceForAddress(name, alice), ERC1820_ACCEPT_MAGIC, "for anyone");
        }
        assertEq(amp.canImplementInterfaceForAddress(keccak256("ERC777Token"), address(amp)), bytes32(0));
    }

    // ---------------------------------------------------------------- transfer, transferFrom

    function test_transfer_moves_within_the_default_partition() public {
        vm.expectEmit(address(amp));
        emit IERC20.Transfer(alice, bob, 3 ether);
        vm.expectEmit(address(amp));
        emit IAmp.TransferByPartition(DEFAULT, alice, alice, bob, 3 ether, "", "");
        vm.prank(alice);
        assertTrue(amp.transfer(bob, 3 ether));

        assertEq(amp.balanceOfByPartition(DEFAULT, alice), 7 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, bob), 3 ether);
        assertEq(amp.totalSupply(), 10 ether);
    }

    function test_a_transfer_within_one_partition_says_nothing_of_a_change() public {
        vm.recordLogs();
        vm.prank(alice);
        amp.transfer(bob, 1);
        assertEq(vm.getRecordedLogs().length, 2, "Transfer, TransferByPartition");
    }

    function test_transferFrom_spends_an_allowance_of_the_default_partition() public {
        vm.prank(alice);
        amp.approve(bob, 4 ether);

        vm.expectEmit(address(amp));
        emit IERC20.Transfer(alice, bob, 3 ether);
        vm.expectEmit(address(amp));
        emit IAmp.TransferByPartition(DEFAULT, bob, alice, bob, 3 ether, "", "");
        vm.prank(bob);
        assertTrue(amp.transferFrom(alice, bob, 3 ether));

        assertEq(amp.allowance(alice, bob), 1 ether);
        assertEq(amp.balanceOf(bob), 3 ether);
    }

    function test_transferFrom_of_ones_own_tokens_needs_no_allowance() public {
        vm.prank(alice);
        amp.transferFrom(alice, bob, 3 ether);
        assertEq(amp.balanceOf(bob), 3 ether);
    }

    function test_52_balance_too_small() public {
        vm.startPrank(alice);
        vm.expectRevert(bytes("52"));
        amp.transfer(bob, 10 ether + 1);
        vm.expectRevert(bytes("52"));
        amp.transferFrom(alice, bob, 10 ether + 1);
        vm.expectRevert(bytes("52"));
        amp.transferByPartition(PLAIN, alice, bob, 1, "", "");
        vm.stopPrank();
    }

    function test_53_neither_operator_nor_allowance() public {
        vm.prank(alice);
        amp.approve(bob, 1 ether);
        vm.startPrank(bob);
        vm.expectRevert(bytes("53"));
        amp.transferFrom(alice, bob, 1 ether + 1);
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(DEFAULT, alice, bob, 1 ether + 1, "", "");
        vm.stopPrank();
    }

    function test_57_zero_receiver() public {
        vm.startPrank(alice);
        vm.expectRevert(bytes("57"));
        amp.transfer(address(0), 1);
        vm.expectRevert(bytes("57"));
        amp.transferFrom(alice, address(0), 1);
        vm.expectRevert(bytes("57"));
        amp.transferByPartition(DEFAULT, alice, address(0), 1, "", "");
        vm.stopPrank();
    }

    function test_the_receiver_is_checked_before_the_permission_and_that_before_the_balance() public {
        vm.startPrank(bob);
        vm.expectRevert(bytes("57"));
        amp.transferFrom(alice, address(0), 100 ether);
        vm.expectRevert(bytes("53"));
        amp.transferFrom(alice, bob, 100 ether);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- transferByPartition

    function test_flagged_data_moves_tokens_to_another_partition() public {
        bytes memory data = toPartition(PLAIN);
        vm.expectEmit(address(amp));
        emit IERC20.Transfer(alice, bob, 3 ether);
        vm.expectEmit(address(amp));
        emit IAmp.TransferByPartition(DEFAULT, alice, alice, bob, 3 ether, data, "note");
        vm.expectEmit(address(amp));
        emit IAmp.ChangedPartition(DEFAULT, PLAIN, 3 ether);
        vm.prank(alice);
        assertEq(amp.transferByPartition(DEFAULT, alice, bob, 3 ether, data, "note"), PLAIN, "returned");

        assertEq(amp.balanceOfByPartition(PLAIN, bob), 3 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, bob), 0);
        assertEq(amp.totalSupplyByPartition(PLAIN), 3 ether);
        assertEq(amp.totalSupplyByPartition(DEFAULT), 7 ether);
    }

    function test_what_follows_the_two_words_is_free_text() public {
        vm.prank(alice);
        bytes32 reached =
            amp.transferByPartition(DEFAULT, alice, bob, 1, bytes.concat(toPartition(PLAIN), "thanks"), "");
        assertEq(reached, PLAIN);
    }

    function test_a_flag_with_less_than_two_words_changes_nothing() public {
        bytes memory short = new bytes(63);
        for (uint256 i = 0; i < 63; i++) {
            short[i] = 0xff;
        }
        vm.prank(alice);
        assertEq(amp.transferByPartition(DEFAULT, alice, bob, 1, short, ""), DEFAULT);
    }

    function testFuzz_any_other_first_word_is_no_flag(bytes32 word) public {
        vm.assume(word != bytes32(type(uint256).max));
        vm.prank(alice);
        assertEq(amp.transferByPartition(DEFAULT, alice, bob, 1, abi.encode(word, PLAIN), ""), DEFAULT);
        assertEq(amp.balanceOfByPartition(DEFAULT, bob), 1);
    }

    function test_tokens_in_another_partition_stay_there_without_a_flag() public {
        send(alice, bob, 3 ether, PLAIN);
        vm.prank(bob);
        assertEq(amp.transferByPartition(PLAIN, bob, alice, 1 ether, "", ""), PLAIN);
        assertEq(amp.balanceOfByPartition(PLAIN, alice), 1 ether);
    }

    function testFuzz_5D_a_prefix_without_strategy_cannot_be_entered(bytes32 destination) public {
        vm.assume(bytes4(destination) != 0 && bytes4(destination) != 0xCCCCCCCC);
        vm.assume(bytes4(destination) != 0xAAAAAAAA);
        vm.prank(alice);
        vm.expectRevert(bytes("5D"));
        amp.transferByPartition(DEFAULT, alice, bob, 1, toPartition(destination), "");
    }

    function testFuzz_a_prefix_of_zero_is_open_to_all(uint224 rest, uint256 value) public {
        bytes32 destination = bytes32(uint256(rest));
        value = bound(value, 0, 10 ether);
        vm.prank(alice);
        amp.transferByPartition(DEFAULT, alice, bob, value, toPartition(destination), "");
        assertEq(amp.balanceOfByPartition(destination, bob), value);
    }
}
