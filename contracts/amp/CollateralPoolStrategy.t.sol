// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpTokensSender } from "./IAmpTokensSender.sol";
import { ERC1820_ACCEPT_MAGIC } from "./IERC1820Registry.sol";

contract CollateralPoolStrategyTest is AmpFixture {
    string private constant ONLY_AMP = "Strategy: caller is not Amp";

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    address private manager = makeAddr("manager");
    bytes32 private pool = poolPartition("COFFEE", manager);
    HookProbe private guard = new HookProbe();

    function setUp() public {
        deployAmp();
        vm.prank(manager);
        amp.registerCollateralManager();
        implement(manager, AmpNames.SENDER, address(guard));
        give(alice, 10 ether);
    }

    function test_knows_its_token_its_prefix_and_its_name() public view {
        assertEq(address(poolStrategy.amp()), address(amp));
        assertEq(bytes32(poolStrategy.partitionPrefix()), bytes32(bytes4(0xCCCCCCCC)));
        bytes32 name = keccak256(abi.encodePacked("AmpPartitionStrategyValidator", bytes4(0xCCCCCCCC)));
        assertEq(poolStrategy.canImplementInterfaceForAddress(name, address(amp)), ERC1820_ACCEPT_MAGIC);
        assertEq(poolStrategy.canImplementInterfaceForAddress(keccak256("x"), address(amp)), bytes32(0));
    }

    // ---------------------------------------------------------------- in

    function test_tokens_come_in_by_one_transfer_without_approval() public {
        send(alice, manager, 3 ether, pool);
        assertEq(amp.balanceOfByPartition(pool, manager), 3 ether);
        assertEq(guard.calls(), 0, "the manager's sender hook is for the way out");
    }

    function testFuzz_every_sub_partition_of_a_manager_is_its_own(bytes8 tag) public {
        bytes32 partition = poolPartition(tag, manager);
        send(alice, manager, 1 ether, partition);
        assertEq(amp.balanceOfByPartition(partition, manager), 1 ether);
    }

    function test_tokens_come_to_the_partition_owner_only() public {
        vm.prank(alice);
        vm.expectRevert(bytes("Strategy: receiver is not the partition owner"));
        amp.transferByPartition(DEFAULT, alice, alice, 1, toPartition(pool), "");
    }

    function test_the_partition_owner_must_be_a_registered_manager() public {
        bytes memory data = toPartition(poolPartition("COFFEE", bob));
        vm.prank(alice);
        vm.expectRevert(bytes("Strategy: partition owner is no collateral manager"));
        amp.transferByPartition(DEFAULT, alice, bob, 1, data, "");
    }

    // ---------------------------------------------------------------- out

    function test_anyone_may_try_to_move_them_out_and_only_the_managers_hook_decides() public {
        send(alice, manager, 3 ether, pool);
        guard.refuse(true);
        vm.prank(bob);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.transferByPartition(pool, manager, bob, 1 ether, toPartition(DEFAULT), "");

        guard.refuse(false);
        vm.prank(bob);
        amp.transferByPartition(pool, manager, bob, 1 ether, toPartition(DEFAULT), "mine");
        assertEq(amp.balanceOfByPartition(DEFAULT, bob), 1 ether);
        assertEq(guard.calls(), 1, "asked once");
        assertEq(guard.call(0).caller, address(amp), "by Amp");
        assertEq(
            guard.call(0).input,
            abi.encodeCall(
                IAmpTokensSender.tokensToTransfer,
                (
                    IAmp.transferByPartition.selector,
                    pool,
                    bob,
                    manager,
                    bob,
                    1 ether,
                    toPartition(DEFAULT),
                    "mine"
                )
            )
        );
    }

    function test_the_managers_own_transfers_pass_the_same_hook() public {
        send(alice, manager, 3 ether, pool);
        vm.prank(manager);
        amp.transferByPartition(pool, manager, alice, 3 ether, toPartition(DEFAULT), "");
        assertEq(amp.balanceOfByPartition(DEFAULT, alice), 10 ether);
        assertEq(guard.calls(), 1);
    }

    function test_out_of_the_pool_without_naming_a_partition_only_to_the_manager_itself() public {
        send(alice, manager, 3 ether, pool);
        vm.startPrank(manager);
        vm.expectRevert(bytes("Strategy: receiver is not the partition owner"));
        amp.transferByPartition(pool, manager, alice, 1 ether, "", "");
        amp.transferByPartition(pool, manager, manager, 1 ether, "", "");
        vm.stopPrank();
        assertEq(amp.balanceOfByPartition(pool, manager), 3 ether);
    }

    function test_from_pool_to_pool_of_one_manager_in_one_transfer() public {
        bytes32 other = poolPartition("TEA", manager);
        send(alice, manager, 3 ether, pool);
        vm.prank(manager);
        amp.transferByPartition(pool, manager, manager, 2 ether, toPartition(other), "");
        assertEq(amp.balanceOfByPartition(pool, manager), 1 ether);
        assertEq(amp.balanceOfByPartition(other, manager), 2 ether);
    }

    // ---------------------------------------------------------------- operators

    function test_everyone_is_an_operator_where_holder_and_registered_owner_are_one() public view {
        assertTrue(amp.isOperatorForPartition(pool, bob, manager));
        assertFalse(amp.isOperatorForPartition(pool, bob, alice), "the holder is someone else");
        assertFalse(amp.isOperatorForPartition(poolPartition("COFFEE", alice), bob, alice), "not registered");
        assertFalse(amp.isOperatorForPartition(DEFAULT, bob, manager), "another partition");
    }

    // ---------------------------------------------------------------- callers

    function test_answers_amp_only() public {
        vm.expectRevert(bytes(ONLY_AMP));
        poolStrategy.isOperatorForPartitionScope(pool, bob, manager);
        vm.expectRevert(bytes(ONLY_AMP));
        poolStrategy.tokensToPartitionToValidate(bytes4(0), pool, bob, bob, manager, 1, "", "");
    }

    function test_has_nothing_to_say_on_the_way_out() public {
        poolStrategy.tokensFromPartitionToValidate(bytes4(0), pool, bob, manager, bob, 1, "", "");
        assertEq(guard.calls(), 0, "calls nobody either");
    }
}
