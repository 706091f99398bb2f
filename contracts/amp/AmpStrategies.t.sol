// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpPartitionStrategyValidator } from "./IAmpPartitionStrategyValidator.sol";
import { ERC1820_REGISTRY } from "./IERC1820Registry.sol";

contract AmpStrategiesTest is AmpFixture {
    bytes4 private constant NEW = 0x12345678;
    bytes32 private constant RULED = bytes32(NEW) | bytes32(uint256(1));

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    HookProbe private probe = new HookProbe();

    function setUp() public {
        deployAmp();
        give(alice, 10 ether);
    }

    function test_the_owner_sets_a_strategy_under_the_name_with_four_raw_bytes() public {
        bytes memory name = abi.encodePacked("AmpPartitionStrategyValidator", NEW);
        assertEq(name.length, 33);
        assertEq(bytes(AmpNames.strategy(NEW)), name);

        vm.expectEmit(address(amp));
        emit IAmp.PartitionStrategySet(NEW, string(name), address(probe));
        amp.setPartitionStrategy(NEW, address(probe));

        assertTrue(amp.isPartitionStrategy(NEW));
        assertEq(bytes32(amp.partitionStrategies(2)), bytes32(NEW));
        assertEq(ERC1820_REGISTRY.getInterfaceImplementer(address(amp), keccak256(name)), address(probe));
    }

    function test_the_fixture_has_the_two_that_mainnet_has() public {
        assertEq(bytes32(amp.partitionStrategies(0)), bytes32(bytes4(0xCCCCCCCC)));
        assertEq(bytes32(amp.partitionStrategies(1)), bytes32(bytes4(0xAAAAAAAA)));
        assertTrue(amp.isPartitionStrategy(0xCCCCCCCC) && amp.isPartitionStrategy(0xAAAAAAAA));
        assertFalse(amp.isPartitionStrategy(0x00000000));
        vm.expectRevert();
        amp.partitionStrategies(2);
    }

    function test_56_only_the_owner_sets_a_strategy() public {
        vm.prank(alice);
        vm.expectRevert(bytes("56"));
        amp.setPartitionStrategy(NEW, address(probe));
    }

    function test_5E_a_prefix_is_set_once() public {
        amp.setPartitionStrategy(NEW, address(probe));
        address another = address(new HookProbe());
        vm.expectRevert(bytes("5E"));
        amp.setPartitionStrategy(NEW, another);
        vm.expectRevert(bytes("5E"));
        amp.setPartitionStrategy(0xCCCCCCCC, another);
    }

    function test_5F_the_zero_prefix_takes_no_strategy() public {
        vm.expectRevert(bytes("5F"));
        amp.setPartitionStrategy(0x00000000, address(probe));
    }

    function test_an_implementation_that_does_not_accept_the_name_is_refused_by_the_registry() public {
        vm.expectRevert(bytes("Does not implement the interface"));
        amp.setPartitionStrategy(NEW, address(poolStrategy)); // accepts the name of CCCCCCCC only
    }

    function test_a_prefix_with_a_strategy_can_be_entered() public {
        amp.setPartitionStrategy(NEW, address(probe));
        send(alice, bob, 1 ether, RULED);
        assertEq(amp.balanceOfByPartition(RULED, bob), 1 ether);
    }

    function test_a_strategy_set_to_nobody_opens_the_prefix_without_any_rule() public {
        amp.setPartitionStrategy(NEW, address(0));
        send(alice, bob, 1 ether, RULED);
        vm.prank(bob);
        amp.transferByPartition(RULED, bob, alice, 1 ether, "", "");
        assertEq(amp.balanceOfByPartition(RULED, alice), 1 ether);
        assertFalse(amp.isOperatorForPartition(RULED, bob, alice));
    }

    function test_a_strategy_can_make_operators() public {
        amp.setPartitionStrategy(NEW, address(probe));
        send(alice, alice, 1 ether, RULED);
        vm.prank(bob);
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(RULED, alice, bob, 1 ether, "", "");

        probe.grant(true);
        vm.expectCall(
            address(probe),
            abi.encodeCall(IAmpPartitionStrategyValidator.isOperatorForPartitionScope, (RULED, bob, alice))
        );
        vm.prank(bob);
        amp.transferByPartition(RULED, alice, bob, 1 ether, "", "");
        assertTrue(amp.isOperatorForPartition(RULED, bob, alice));
        assertFalse(amp.isOperatorForPartition(DEFAULT, bob, alice), "in its own partitions only");
    }

    function test_a_refusing_strategy_stops_the_way_in_and_the_way_out() public {
        amp.setPartitionStrategy(NEW, address(probe));
        send(alice, alice, 1 ether, RULED);
        probe.refuse(true);
        vm.startPrank(alice);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(RULED, alice, bob, 1, toPartition(DEFAULT), "");
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(DEFAULT, alice, bob, 1, toPartition(RULED), "");
        vm.stopPrank();
    }
}
