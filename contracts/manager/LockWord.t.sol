// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { Test } from "../testing/Test.sol";
import { ICollateralManager } from "./ICollateralManager.sol";
import { ICollateralManager } from "./ICollateralManager.sol";
import { LockWord, LockWords } from "./LockWord.sol";

contract LockWordTest is Test {
    function open(uint40 settleBy, uint40 expiresAt) external pure returns (LockWord) {
        return LockWords.open(1, 1, 1, settleBy, expiresAt, 1);
    }

    function testFuzz_every_field_reads_back_and_none_touches_another(
        uint16 pool,
        uint32 merchant,
        uint112 amount,
        uint40 settleBy,
        uint24 lead,
        uint24 claimDelay
    ) public pure {
        settleBy = uint40(bound(settleBy, 0, type(uint40).max - lead));
        LockWord word = LockWords.open(pool, merchant, amount, settleBy, settleBy + lead, claimDelay);
        check(word, pool, merchant, amount, settleBy, lead, claimDelay);
        assertEq(uint256(word.status()), uint256(ICollateralManager.LockStatus.Open));

        LockWord claimed = word.withStatus(ICollateralManager.LockStatus.Claimed);
        check(claimed, pool, merchant, amount, settleBy, lead, claimDelay);
        assertEq(uint256(claimed.status()), uint256(ICollateralManager.LockStatus.Claimed));
    }

    function testFuzz_less_lowers_what_remains_and_nothing_else(uint112 amount, uint112 taken) public pure {
        taken = uint112(bound(taken, 0, amount));
        LockWord word = LockWords.open(3, 7, amount, 1000, 5000, 60).less(taken, ICollateralManager.LockStatus.Drawn);
        check(word, 3, 7, amount - taken, 1000, 4000, 60);
        bool emptied = taken == amount;
        assertEq(
            uint256(word.status()),
            uint256(emptied ? ICollateralManager.LockStatus.Drawn : ICollateralManager.LockStatus.Open)
        );
    }

    function test_times_too_far_apart_are_refused_rather_than_cut() public {
        uint256 lead = uint256(type(uint24).max) + 1;
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 24, lead));
        this.open(1000, uint40(1000 + lead));
    }

    function check(
        LockWord word,
        uint256 pool,
        uint256 merchant,
        uint256 amount,
        uint256 settleBy,
        uint256 lead,
        uint256 claimDelay
    ) private pure {
        assertEq(word.pool(), pool, "pool");
        assertEq(word.merchant(), merchant, "merchant");
        assertEq(word.remaining(), amount, "remaining");
        assertEq(word.settleBy(), settleBy, "settleBy");
        assertEq(word.expiresAt(), settleBy + lead, "expiresAt");
        assertEq(word.claimDelay(), claimDelay, "claimDelay");
    }
}
