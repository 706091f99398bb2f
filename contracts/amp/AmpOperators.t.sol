// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { IAmp } from "./IAmp.sol";

contract AmpOperatorsTest is AmpFixture {
    bytes32 private constant ONE = bytes32(uint256(1));
    bytes32 private constant TWO = bytes32(uint256(2));

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    address private manager = makeAddr("manager");

    function setUp() public {
        deployAmp();
        give(alice, 10 ether);
        send(alice, alice, 2 ether, ONE);
        send(alice, alice, 2 ether, TWO);
    }

    function _assertCannotMove(bytes32 partition) private {
        vm.prank(bob);
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(partition, alice, bob, 1, "", "");
    }

    function _move(bytes32 partition) private {
        vm.prank(bob);
        amp.transferByPartition(partition, alice, bob, 1, "", "");
    }

    function test_everyone_is_an_operator_of_itself() public view {
        assertTrue(amp.isOperator(alice, alice));
        assertTrue(amp.isOperatorForPartition(ONE, alice, alice));
        assertFalse(amp.isOperator(bob, alice));
        assertFalse(amp.isOperatorForPartition(ONE, bob, alice));
    }

    function test_an_operator_moves_tokens_of_every_partition() public {
        vm.expectEmit(address(amp));
        emit IAmp.AuthorizedOperator(bob, alice);
        vm.prank(alice);
        amp.authorizeOperator(bob);

        assertTrue(amp.isOperator(bob, alice));
        assertTrue(amp.isOperatorForPartition(ONE, bob, alice));
        assertFalse(amp.isOperator(alice, bob), "not the other way round");
        _move(DEFAULT);
        _move(ONE);
        vm.prank(bob);
        amp.transferFrom(alice, bob, 1);
        assertEq(amp.balanceOf(bob), 3);
    }

    function test_a_revoked_operator_moves_nothing() public {
        vm.startPrank(alice);
        amp.authorizeOperator(bob);
        vm.expectEmit(address(amp));
        emit IAmp.RevokedOperator(bob, alice);
        amp.revokeOperator(bob);
        vm.stopPrank();

        assertFalse(amp.isOperator(bob, alice));
        _assertCannotMove(DEFAULT);
    }

    function test_an_operator_of_a_partition_moves_tokens_of_that_one_only() public {
        vm.expectEmit(address(amp));
        emit IAmp.AuthorizedOperatorByPartition(ONE, bob, alice);
        vm.prank(alice);
        amp.authorizeOperatorByPartition(ONE, bob);

        assertTrue(amp.isOperatorForPartition(ONE, bob, alice));
        assertFalse(amp.isOperatorForPartition(TWO, bob, alice));
        assertFalse(amp.isOperator(bob, alice));
        _move(ONE);
        _assertCannotMove(TWO);
        _assertCannotMove(DEFAULT);
    }

    function test_a_revoked_operator_of_a_partition_moves_nothing() public {
        vm.startPrank(alice);
        amp.authorizeOperatorByPartition(ONE, bob);
        vm.expectEmit(address(amp));
        emit IAmp.RevokedOperatorByPartition(ONE, bob, alice);
        amp.revokeOperatorByPartition(ONE, bob);
        vm.stopPrank();

        assertFalse(amp.isOperatorForPartition(ONE, bob, alice));
        _assertCannotMove(ONE);
    }

    function test_revoking_one_kind_leaves_the_other() public {
        vm.startPrank(alice);
        amp.authorizeOperator(bob);
        amp.authorizeOperatorByPartition(ONE, bob);
        amp.revokeOperator(bob);
        vm.stopPrank();
        _move(ONE);

        vm.startPrank(alice);
        amp.authorizeOperator(bob);
        amp.revokeOperatorByPartition(ONE, bob);
        vm.stopPrank();
        _move(ONE);
    }

    function test_58_nobody_grants_or_takes_what_it_is_to_itself() public {
        vm.startPrank(alice);
        vm.expectRevert(bytes("58"));
        amp.authorizeOperator(alice);
        vm.expectRevert(bytes("58"));
        amp.revokeOperator(alice);
        vm.expectRevert(bytes("58"));
        amp.authorizeOperatorByPartition(ONE, alice);
        vm.expectRevert(bytes("58"));
        amp.revokeOperatorByPartition(ONE, alice);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- managers

    function test_a_manager_registers_itself() public {
        assertFalse(amp.isCollateralManager(manager));
        vm.expectEmit(address(amp));
        emit IAmp.CollateralManagerRegistered(manager);
        vm.prank(manager);
        amp.registerCollateralManager();

        assertTrue(amp.isCollateralManager(manager));
        assertEq(amp.collateralManagers(0), manager);
        vm.expectRevert();
        amp.collateralManagers(1);
    }

    function test_5C_a_manager_registers_once() public {
        vm.startPrank(manager);
        amp.registerCollateralManager();
        vm.expectRevert(bytes("5C"));
        amp.registerCollateralManager();
        vm.stopPrank();
    }

    function test_isOperatorForCollateralManager_wants_a_registered_manager() public {
        assertFalse(amp.isOperatorForCollateralManager(ONE, manager, manager), "not registered");
        vm.startPrank(manager);
        amp.authorizeOperatorByPartition(ONE, bob);
        assertFalse(amp.isOperatorForCollateralManager(ONE, bob, manager), "operator, not registered");
        amp.registerCollateralManager();
        vm.stopPrank();

        assertTrue(amp.isOperatorForCollateralManager(ONE, manager, manager), "itself");
        assertTrue(amp.isOperatorForCollateralManager(ONE, bob, manager), "in that partition");
        assertFalse(amp.isOperatorForCollateralManager(TWO, bob, manager), "in another");
        vm.prank(manager);
        amp.authorizeOperator(bob);
        assertTrue(amp.isOperatorForCollateralManager(TWO, bob, manager), "everywhere");
    }

    function test_isOperatorForCollateralManager_asks_no_strategy() public {
        vm.prank(manager);
        amp.registerCollateralManager();
        bytes32 pool = poolPartition("tag", manager);
        assertTrue(amp.isOperatorForPartition(pool, bob, manager), "the strategy lets anyone try");
        assertFalse(amp.isOperatorForCollateralManager(pool, bob, manager));
    }
}
