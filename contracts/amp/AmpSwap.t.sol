// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { Vm } from "../testing/Vm.sol";
import { Amp } from "./Amp.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { IAmpTokensRecipient } from "./IAmpTokensRecipient.sol";

/// @dev A swap token that promises everything, and says no by its return value.
contract RefusingToken {
    bool private immutable answer;

    constructor(bool answer_) {
        answer = answer_;
    }

    function allowance(address, address) external pure returns (uint256) {
        return 1 ether;
    }

    function transferFrom(address, address, uint256) external view returns (bool) {
        return answer;
    }
}

contract AmpSwapTest is AmpFixture {
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        deployAmp();
        swapToken.mint(alice, 10 ether);
    }

    function _approve(uint256 amount) private {
        vm.prank(alice);
        swapToken.approve(address(amp), amount);
    }

    function test_swap_buries_the_whole_allowance_and_mints_as_much() public {
        _approve(4 ether);
        vm.prank(bob); // anyone may do it; the tokens are still alice's
        amp.swap(alice);

        assertEq(swapToken.balanceOf(alice), 6 ether, "swap token left");
        assertEq(swapToken.balanceOf(amp.swapTokenGraveyard()), 4 ether, "buried");
        assertEq(amp.balanceOfByPartition(DEFAULT, alice), 4 ether, "minted");
        assertEq(amp.balanceOf(bob), 0, "nothing for the caller");
        assertEq(amp.totalSupply(), 4 ether);
        assertEq(amp.totalSupplyByPartition(DEFAULT), 4 ether);
    }

    function test_swap_reports_the_mint_four_times_in_this_order() public {
        _approve(4 ether);
        vm.expectEmit(address(swapToken));
        emit IERC20.Transfer(alice, amp.swapTokenGraveyard(), 4 ether);
        vm.expectEmit(address(amp));
        emit IAmp.Minted(bob, alice, 4 ether, "");
        vm.expectEmit(address(amp));
        emit IERC20.Transfer(address(0), alice, 4 ether);
        vm.expectEmit(address(amp));
        emit IAmp.TransferByPartition(DEFAULT, bob, address(0), alice, 4 ether, "", "");
        vm.expectEmit(address(amp));
        emit IAmp.Swap(bob, alice, 4 ether);
        vm.recordLogs();
        vm.prank(bob);
        amp.swap(alice);
        assertEq(vm.getRecordedLogs().length, 5, "and nothing else");
    }

    function test_swaps_add_up() public {
        give(alice, 1 ether);
        give(alice, 2 ether);
        assertEq(amp.balanceOf(alice), 3 ether);
        assertEq(amp.totalSupply(), 3 ether);
    }

    function test_53_swap_without_an_allowance() public {
        vm.expectRevert(bytes("53"));
        amp.swap(alice);
    }

    function test_swap_of_more_than_there_is_fails_in_the_swap_token() public {
        _approve(11 ether);
        vm.expectRevert();
        amp.swap(alice);
        assertEq(amp.totalSupply(), 0);
    }

    function test_60_the_swap_token_says_no() public {
        Amp other = new Amp(address(new RefusingToken(false)), "Amp", "AMP");
        vm.expectRevert(bytes("60"));
        other.swap(alice);
    }

    function test_57_nothing_is_minted_to_the_zero_address() public {
        Amp other = new Amp(address(new RefusingToken(true)), "Amp", "AMP");
        vm.expectRevert(bytes("57"));
        other.swap(address(0));
    }

    function test_a_mint_calls_the_hook_of_the_receiver_after_the_balance_and_before_the_events() public {
        HookProbe probe = new HookProbe();
        implement(alice, AmpNames.RECIPIENT, address(probe));
        implement(alice, AmpNames.SENDER, address(probe));
        probe.watch(amp, DEFAULT, alice);
        _approve(4 ether);
        vm.recordLogs();
        vm.prank(bob);
        amp.swap(alice);

        assertEq(probe.calls(), 1, "only tokensReceived");
        HookProbe.Call memory call = probe.call(0);
        assertEq(call.seen, 4 ether, "balance seen");
        assertEq(
            call.input,
            abi.encodeCall(
                IAmpTokensRecipient.tokensReceived,
                (IAmp.swap.selector, DEFAULT, bob, address(0), alice, 4 ether, "", "")
            )
        );
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[1].emitter, address(probe), "after the swap token's Transfer");
        assertEq(logs[2].topics[0], IAmp.Minted.selector, "before Minted");
    }

    function test_a_refusing_receiver_stops_the_swap() public {
        HookProbe probe = new HookProbe();
        implement(alice, AmpNames.RECIPIENT, address(probe));
        probe.refuse(true);
        _approve(4 ether);
        vm.expectRevert(HookProbe.Refused.selector);
        amp.swap(alice);
    }
}
