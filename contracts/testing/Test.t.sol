// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "./Test.sol";

/// @dev Asserts from outside, so that `expectRevert` sees a failing assertion as a reverting call.
contract Asserter is Test {
    function sameNumber(uint256 left, uint256 right) external pure {
        assertEq(left, right, "numbers");
    }

    function isTrue(bool condition) external pure {
        assertTrue(condition, "claim");
    }

    function sameText(string calldata left, string calldata right) external pure {
        assertEq(left, right, "texts");
    }

    function fold(uint256 value, uint256 low, uint256 high) external pure returns (uint256) {
        return bound(value, low, high);
    }
}

contract TestBaseTest is Test {
    Asserter private asserter = new Asserter();

    /// @dev Tried by a plain call: a failed cheatcode assertion inside `expectRevert` counts as a failed test.
    function _fails(bytes memory call) private view returns (bool) {
        (bool ok,) = address(asserter).staticcall(call);
        return !ok;
    }

    function test_a_false_assertion_fails_and_a_true_one_does_not() public view {
        assertTrue(_fails(abi.encodeCall(Asserter.sameNumber, (1, 2))), "1 = 2");
        assertFalse(_fails(abi.encodeCall(Asserter.sameNumber, (2, 2))), "2 = 2");
        assertTrue(_fails(abi.encodeCall(Asserter.isTrue, (false))), "false");
        assertFalse(_fails(abi.encodeCall(Asserter.isTrue, (true))), "true");
        assertTrue(_fails(abi.encodeCall(Asserter.sameText, ("a", "b"))), "texts");
        assertFalse(_fails(abi.encodeCall(Asserter.sameText, ("a", "a"))), "same texts");
    }

    function testFuzz_bound_stays_inside_and_keeps_what_is_inside(uint256 value, uint256 a, uint256 b) public pure {
        (uint256 low, uint256 high) = a < b ? (a, b) : (b, a);
        uint256 folded = bound(value, low, high);
        assertGe(folded, low);
        assertLe(folded, high);
        if (value >= low && value <= high) assertEq(folded, value);
    }

    function test_bound_refuses_an_empty_range() public {
        vm.expectRevert(bytes("bound: low exceeds high"));
        asserter.fold(1, 3, 2);
    }

    function test_a_name_is_one_address_and_its_key_signs_for_it() public {
        (address account, uint256 key) = makeAddrAndKey("alice");
        assertEq(account, makeAddr("alice"));
        assertNotEq(account, makeAddr("bob"));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256("x"));
        assertEq(ecrecover(keccak256("x"), v, r, s), account);
    }

    function test_skipTime_moves_time_and_height() public {
        uint256 time = vm.getBlockTimestamp();
        uint256 height = vm.getBlockNumber();
        skipTime(3600);
        assertEq(vm.getBlockTimestamp(), time + 3600);
        assertEq(vm.getBlockNumber(), height + 1);
    }
}
