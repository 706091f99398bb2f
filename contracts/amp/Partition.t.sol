// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../testing/Test.sol";
import { Partition } from "./Partition.sol";

contract PartitionTest is Test {
    function testFuzz_an_id_is_made_of_prefix_sub_partition_and_owner(bytes4 prefix, bytes8 sub, address owner)
        public
        pure
    {
        bytes32 id = Partition.id(prefix, sub, owner);
        assertEq(bytes32(Partition.prefix(id)), bytes32(prefix));
        assertEq(Partition.owner(id), owner);
        assertEq(bytes32(bytes8(id << 32)), bytes32(sub));
    }

    function test_an_id_written_out() public pure {
        bytes32 id =
            Partition.id(Partition.POOL_PREFIX, "COFFEE", 0x706D7F8B3445D8Dfc790C524E3990ef014e7C578);
        assertEq(id, 0xcccccccc434f464645450000706d7f8b3445d8dfc790c524e3990ef014e7c578);
    }

    function testFuzz_flagged_data_names_its_destination(bytes32 destination, bytes32 source) public pure {
        bytes memory data = Partition.flagged(destination);
        assertEq(data, bytes.concat(bytes32(type(uint256).max), destination));
        assertEq(Partition.destinationOf(data, source), destination);
    }

    function testFuzz_unflagged_data_leads_nowhere_else(bytes memory data, bytes32 source) public pure {
        vm.assume(data.length < 64 || bytes32(data) != bytes32(type(uint256).max));
        assertEq(Partition.destinationOf(data, source), source);
    }
}
