// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../testing/Test.sol";
import { EpochMarks } from "./EpochMarks.sol";

contract EpochMarksTest is Test {
    using EpochMarks for mapping(uint256 word => uint256 bits);

    mapping(uint256 word => uint256 bits) private marks;

    function test_the_first_and_last_bit_of_a_word_are_found_from_either_side() public {
        uint256[4] memory edges = [uint256(255), 256, 511, 512];
        for (uint256 i = 0; i < 4; ++i) {
            marks.mark(edges[i]);
        }
        assertEq(marks.next(1, 1000), 255);
        assertEq(marks.next(255, 1000), 255, "from is within");
        assertEq(marks.next(256, 1000), 256);
        assertEq(marks.next(257, 1000), 511);
        assertEq(marks.next(512, 512), 512, "to is within");
        assertEq(marks.next(513, 100_000), 0);
    }

    function test_what_lies_beyond_the_end_is_not_found() public {
        marks.mark(300);
        assertEq(marks.next(1, 299), 0, "in the same word");
        assertEq(marks.next(1, 255), 0, "in an earlier word");
        assertEq(marks.next(301, 300), 0, "an empty range");
    }

    /// @dev Against a list that is searched one by one.
    function testFuzz_finds_what_a_plain_search_finds(uint16[8] memory epochs, uint16 from, uint16 to) public {
        uint256 expected;
        for (uint256 i = 0; i < epochs.length; ++i) {
            uint256 epoch = uint256(epochs[i]) + 1;
            marks.mark(epoch);
            if (epoch >= from && epoch <= to && (expected == 0 || epoch < expected)) expected = epoch;
        }
        assertEq(marks.next(from, to), expected);
    }
}
