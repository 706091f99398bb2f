// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";

/// @notice The lists of partitions: who is in them, in which order.
contract AmpLedgerTest is AmpFixture {
    bytes32 private constant ONE = bytes32(uint256(1));
    bytes32 private constant TWO = bytes32(uint256(2));
    bytes32 private constant THREE = bytes32(uint256(3));

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        deployAmp();
        give(alice, 10 ether);
        send(alice, alice, 1 ether, ONE);
        send(alice, alice, 1 ether, TWO);
        send(alice, alice, 1 ether, THREE);
    }

    function _list(bytes32 a, bytes32 b, bytes32 c) private pure returns (bytes32[] memory list) {
        list = new bytes32[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function _list(bytes32 a, bytes32 b, bytes32 c, bytes32 d) private pure returns (bytes32[] memory list) {
        list = new bytes32[](4);
        (list[0], list[1], list[2], list[3]) = (a, b, c, d);
    }

    function _leave(bytes32 partition, uint256 value) private {
        vm.prank(alice);
        amp.transferByPartition(partition, alice, alice, value, toPartition(DEFAULT), "");
    }

    function test_partitions_are_listed_as_they_were_entered() public view {
        assertEq(amp.partitionsOf(alice), _list(DEFAULT, ONE, TWO, THREE));
        assertEq(amp.totalPartitions(), _list(DEFAULT, ONE, TWO, THREE));
        assertEq(amp.partitionsOf(bob).length, 0);
    }

    function test_the_last_takes_the_place_of_an_emptied_one() public {
        _leave(ONE, 1 ether);
        assertEq(amp.partitionsOf(alice), _list(DEFAULT, THREE, TWO));
        assertEq(amp.totalPartitions(), _list(DEFAULT, THREE, TWO));
    }

    function test_one_that_is_only_reduced_stays() public {
        _leave(ONE, 1 ether - 1);
        assertEq(amp.partitionsOf(alice), _list(DEFAULT, ONE, TWO, THREE));
    }

    function test_the_holder_drops_its_default_partition_but_the_token_never_does() public {
        vm.prank(alice);
        amp.transferByPartition(DEFAULT, alice, alice, 7 ether, toPartition(ONE), "");
        assertEq(amp.totalSupplyByPartition(DEFAULT), 0);
        assertEq(amp.partitionsOf(alice), _list(THREE, ONE, TWO));
        assertEq(amp.totalPartitions(), _list(DEFAULT, ONE, TWO, THREE));
    }

    function test_one_held_by_someone_else_stays_in_the_total() public {
        send(alice, bob, 1 ether, ONE);
        _leave(ONE, 1 ether);
        assertEq(amp.partitionsOf(alice), _list(DEFAULT, THREE, TWO));
        assertEq(amp.totalPartitions(), _list(DEFAULT, ONE, TWO, THREE));
    }

    function test_everything_sent_to_oneself_moves_the_partition_to_the_end() public {
        vm.prank(alice);
        amp.transferByPartition(ONE, alice, alice, 1 ether, "", "");
        assertEq(amp.partitionsOf(alice), _list(DEFAULT, THREE, TWO, ONE));
        assertEq(amp.totalPartitions(), _list(DEFAULT, THREE, TWO, ONE));
        assertEq(amp.balanceOfByPartition(ONE, alice), 1 ether);
    }

    function test_nothing_sent_enters_no_partition_and_leaves_none() public {
        vm.startPrank(alice);
        amp.transferByPartition(DEFAULT, alice, bob, 0, toPartition(bytes32(uint256(9))), "");
        amp.transferByPartition(ONE, alice, bob, 0, "", "");
        vm.stopPrank();
        assertEq(amp.totalPartitions(), _list(DEFAULT, ONE, TWO, THREE));
        assertEq(amp.partitionsOf(alice), _list(DEFAULT, ONE, TWO, THREE));
        assertEq(amp.partitionsOf(bob).length, 0);
    }
}
