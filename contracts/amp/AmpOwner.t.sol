// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { IAmp } from "./IAmp.sol";

contract AmpOwnerTest is AmpFixture {
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        deployAmp();
    }

    function test_the_deployer_owns_it() public view {
        assertEq(amp.owner(), address(this));
        assertEq(amp.authorizedNewOwner(), address(0));
    }

    function test_naming_a_successor_changes_no_owner() public {
        vm.expectEmit(address(amp));
        emit IAmp.OwnershipTransferAuthorization(alice);
        amp.authorizeOwnershipTransfer(alice);
        assertEq(amp.authorizedNewOwner(), alice);
        assertEq(amp.owner(), address(this));
    }

    function test_the_successor_accepts_and_is_owner() public {
        amp.authorizeOwnershipTransfer(alice);
        vm.expectEmit(address(amp));
        emit IAmp.OwnerUpdate(address(this), alice);
        vm.prank(alice);
        amp.assumeOwnership();

        assertEq(amp.owner(), alice);
        assertEq(amp.authorizedNewOwner(), address(0));
        vm.expectRevert(bytes("Invalid sender"));
        amp.authorizeOwnershipTransfer(bob);
        vm.prank(alice);
        vm.expectRevert(bytes("Invalid sender")); // not twice
        amp.assumeOwnership();
    }

    function test_only_the_owner_names_and_only_the_named_accepts() public {
        vm.prank(alice);
        vm.expectRevert(bytes("Invalid sender"));
        amp.authorizeOwnershipTransfer(alice);
        amp.authorizeOwnershipTransfer(alice);
        vm.prank(bob);
        vm.expectRevert(bytes("Invalid sender"));
        amp.assumeOwnership();
    }

    function test_naming_zero_takes_it_back() public {
        amp.authorizeOwnershipTransfer(alice);
        amp.authorizeOwnershipTransfer(address(0));
        vm.prank(alice);
        vm.expectRevert(bytes("Invalid sender"));
        amp.assumeOwnership();
        assertEq(amp.owner(), address(this));
    }
}
