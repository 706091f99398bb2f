// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { Vm } from "../testing/Vm.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpPartitionStrategyValidator } from "./IAmpPartitionStrategyValidator.sol";
import { IAmpTokensRecipient } from "./IAmpTokensRecipient.sol";
import { IAmpTokensSender } from "./IAmpTokensSender.sol";

/// @notice Whom Amp calls during a transfer, when, and with what.
contract AmpHooksTest is AmpFixture {
    bytes32 private constant SOURCE = bytes32(bytes4(0x11111111));
    bytes32 private constant TARGET = bytes32(bytes4(0x22222222));

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    address private carol = makeAddr("carol");
    HookProbe private sender = new HookProbe();
    HookProbe private source = new HookProbe();
    HookProbe private target = new HookProbe();
    HookProbe private recipient = new HookProbe();

    function setUp() public {
        deployAmp();
        give(alice, 10 ether);
        amp.setPartitionStrategy(bytes4(SOURCE), address(source));
        amp.setPartitionStrategy(bytes4(TARGET), address(target));
        send(alice, alice, 10 ether, SOURCE); // the one call that `source` gets before the tests
        implement(alice, AmpNames.SENDER, address(sender));
        implement(bob, AmpNames.RECIPIENT, address(recipient));
        vm.prank(alice);
        amp.authorizeOperatorByPartition(SOURCE, carol);
    }

    function _transfer() private returns (bytes memory data, bytes memory operatorData) {
        (data, operatorData) = (bytes.concat(toPartition(TARGET), "d"), "o");
        vm.prank(carol);
        amp.transferByPartition(SOURCE, alice, bob, 4 ether, data, operatorData);
    }

    function test_sender_source_target_recipient_and_only_then_the_events() public {
        vm.recordLogs();
        _transfer();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 7);
        assertEq(logs[0].emitter, address(sender), "first the sender's hook");
        assertEq(logs[1].emitter, address(source), "then the strategy of the source");
        assertEq(logs[2].emitter, address(target), "then the strategy of the destination");
        assertEq(logs[3].emitter, address(recipient), "then the receiver's hook");
        assertEq(logs[4].topics[0], IERC20.Transfer.selector);
        assertEq(logs[5].topics[0], IAmp.TransferByPartition.selector);
        assertEq(logs[6].topics[0], IAmp.ChangedPartition.selector);
    }

    function test_each_is_told_all_of_it_with_its_own_side_of_the_move_as_partition() public {
        (bytes memory data, bytes memory note) = _transfer();
        bytes4 sig = IAmp.transferByPartition.selector;
        assertEq(
            sender.call(0).input,
            abi.encodeCall(IAmpTokensSender.tokensToTransfer, (sig, SOURCE, carol, alice, bob, 4 ether, data, note)),
            "sender"
        );
        assertEq(
            source.call(1).input,
            abi.encodeCall(
                IAmpPartitionStrategyValidator.tokensFromPartitionToValidate,
                (sig, SOURCE, carol, alice, bob, 4 ether, data, note)
            ),
            "source"
        );
        assertEq(
            target.call(0).input,
            abi.encodeCall(
                IAmpPartitionStrategyValidator.tokensToPartitionToValidate,
                (sig, TARGET, carol, alice, bob, 4 ether, data, note)
            ),
            "target"
        );
        assertEq(
            recipient.call(0).input,
            abi.encodeCall(IAmpTokensRecipient.tokensReceived, (sig, TARGET, carol, alice, bob, 4 ether, data, note)),
            "recipient"
        );
        assertEq(sender.call(0).caller, address(amp));
        assertEq(recipient.call(0).caller, address(amp));
    }

    function test_the_first_two_see_the_old_balances_and_the_last_two_the_new() public {
        sender.watch(amp, SOURCE, alice);
        source.watch(amp, SOURCE, alice);
        target.watch(amp, TARGET, bob);
        recipient.watch(amp, TARGET, bob);
        _transfer();
        assertEq(sender.call(0).seen, 10 ether);
        assertEq(source.call(1).seen, 10 ether);
        assertEq(target.call(0).seen, 4 ether);
        assertEq(recipient.call(0).seen, 4 ether);
    }

    function test_hooks_learn_by_which_function_the_transfer_came() public {
        give(alice, 2);
        vm.startPrank(alice);
        amp.transfer(bob, 1);
        amp.transferFrom(alice, bob, 1);
        vm.stopPrank();
        bytes memory first = sender.call(0).input;
        bytes memory second = sender.call(1).input;
        assertEq(
            first,
            abi.encodeCall(
                IAmpTokensSender.tokensToTransfer, (IERC20.transfer.selector, DEFAULT, alice, alice, bob, 1, "", "")
            )
        );
        assertEq(
            second,
            abi.encodeCall(
                IAmpTokensSender.tokensToTransfer, (IERC20.transferFrom.selector, DEFAULT, alice, alice, bob, 1, "", "")
            )
        );
    }

    function test_permission_comes_before_any_hook() public {
        sender.refuse(true);
        vm.prank(bob);
        vm.expectRevert(bytes("53"));
        amp.transferByPartition(SOURCE, alice, bob, 1, "", "");
    }

    function test_the_balance_is_looked_at_after_the_hooks_of_the_way_out() public {
        source.refuse(true);
        vm.prank(alice);
        vm.expectRevert(HookProbe.Refused.selector); // not 52
        amp.transferByPartition(SOURCE, alice, bob, 100 ether, "", "");
    }

    function test_52_when_a_hook_spends_the_tokens_first() public {
        vm.prank(alice);
        amp.authorizeOperatorByPartition(SOURCE, address(sender));
        sender.callBack(
            address(amp), abi.encodeCall(IAmp.transferByPartition, (SOURCE, alice, carol, 7 ether, "", ""))
        );
        vm.prank(alice);
        vm.expectRevert(bytes("52"));
        amp.transferByPartition(SOURCE, alice, bob, 4 ether, "", "");
    }

    function test_5D_comes_before_the_hook_of_the_receiver() public {
        recipient.refuse(true);
        vm.prank(alice);
        vm.expectRevert(bytes("5D"));
        amp.transferByPartition(SOURCE, alice, bob, 1, toPartition(bytes32(bytes4(0x33333333))), "");
    }

    function test_any_of_the_four_stops_the_transfer() public {
        HookProbe[4] memory all = [sender, source, target, recipient];
        for (uint256 i = 0; i < all.length; i++) {
            all[i].refuse(true);
            vm.prank(alice);
            vm.expectRevert(HookProbe.Refused.selector);
            amp.transferByPartition(SOURCE, alice, bob, 1, toPartition(TARGET), "");
            all[i].refuse(false);
        }
        _transfer();
        assertEq(amp.balanceOfByPartition(TARGET, bob), 4 ether, "and none of them goes through");
    }

    function test_the_hook_of_the_receiver_is_not_called_for_its_own_sending_nor_the_other_way() public {
        give(bob, 1);
        vm.prank(bob);
        amp.transfer(carol, 1);
        give(alice, 1);
        assertEq(recipient.calls(), 1, "the mint alone");
        assertEq(sender.calls(), 0);
    }

    function test_advice_functions_are_never_asked() public {
        vm.mockCallRevert(address(sender), abi.encodeWithSelector(IAmpTokensSender.canTransfer.selector), "asked");
        vm.mockCallRevert(address(recipient), abi.encodeWithSelector(IAmpTokensRecipient.canReceive.selector), "asked");
        _transfer();
        assertEq(amp.balanceOfByPartition(TARGET, bob), 4 ether);
    }
}
