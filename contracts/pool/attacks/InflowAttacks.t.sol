// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { AttackFixture } from "./AttackFixture.sol";

/// @notice Tokens that nobody asked for, in names that are not theirs.
contract InflowAttacksTest is AttackFixture {
    // ---------------------------------------------------------------- 6, 7: spam, others' names

    function test_attack_06_transfers_of_nothing_are_refused_in_and_out() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, pool, stranger, 0));
        send(stranger, address(manager), 0, pool);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, pool, alice, 0));
        vm.prank(stranger); // Amp lets anyone move nothing in anyone's name
        amp.transferByPartition(DEFAULT, alice, address(manager), 0, toPartition(pool), "");
        expectUnexpected(stranger, 0);
        vm.prank(stranger);
        amp.transferByPartition(pool, address(manager), stranger, 0, toPartition(DEFAULT), "");
    }

    function test_attack_07_a_deposit_by_an_operator_is_the_holders_own() public {
        vm.prank(bob);
        amp.authorizeOperator(stranger);
        vm.prank(stranger);
        amp.transferByPartition(DEFAULT, bob, address(manager), 10 ether, toPartition(pool), "");
        assertEq(sharesOf(bob), 10 ether);
        assertEq(sharesOf(stranger), 0);
    }

    function test_attack_07_nobody_deposits_in_the_name_of_another() public {
        give(stranger, 10 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, pool, stranger, 10 ether)
        );
        vm.prank(stranger);
        amp.transferByPartition(
            DEFAULT, stranger, address(manager), 10 ether, toPartition(pool), abi.encode(alice)
        );
        vm.expectRevert();
        vm.prank(stranger); // without a right to her tokens
        amp.transferByPartition(DEFAULT, alice, address(manager), 1, toPartition(pool), "");
    }

    // ---------------------------------------------------------------- 20: tokens from before

    /// @dev Such a partition is made by a mistake of its holder: it gets its tokens back, and they never count.
    function test_attack_20_in_place_tokens_under_this_manager_are_none_of_its_business() public {
        bytes32 inPlace = holderPartition("MAIN", address(manager));
        send(bob, bob, 10 ether, inPlace);
        vm.prank(bob);
        amp.transferByPartition(inPlace, bob, stranger, 10 ether, toPartition(DEFAULT), "");
        assertEq(spendable(stranger), 10 ether);
        assertEq(info().assets, 1050 ether);
    }
}
