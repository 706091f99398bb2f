// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { AmpFixture } from "./AmpFixture.sol";

contract AmpFixtureTest is AmpFixture {
    address private alice = makeAddr("alice");

    function setUp() public {
        deployAmp();
    }

    function test_the_registry_answers_at_its_address() public view {
        assertEq(
            ERC1820_REGISTRY.getInterfaceImplementer(address(amp), keccak256("AmpToken")), address(amp), "AmpToken"
        );
    }

    function test_give_mints_into_the_default_partition() public {
        give(alice, 5 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, alice), 5 ether);
        assertEq(swapToken.balanceOf(alice), 0);
    }

    function test_send_reaches_a_pool_of_a_registered_manager() public {
        address manager = makeAddr("manager");
        bytes32 pool = poolPartition("tag", manager);
        vm.prank(manager);
        amp.registerCollateralManager();
        give(alice, 5 ether);

        send(alice, manager, 2 ether, pool);

        assertEq(amp.balanceOfByPartition(pool, manager), 2 ether);
        assertEq(pool, bytes32(abi.encodePacked(bytes4(0xCCCCCCCC), bytes8("tag"), manager)));
    }
}
