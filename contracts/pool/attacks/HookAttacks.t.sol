// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IAmp } from "../../amp/IAmp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { HookProbe } from "../../testing/HookProbe.sol";
import { HostileRecipient } from "../HostileRecipient.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { AttackFixture } from "./AttackFixture.sol";

/// @notice Ways to get at the tokens of a pool through Amp's hooks, or to act in the middle of somebody's act.
contract HookAttacksTest is AttackFixture {
    // ---------------------------------------------------------------- 1: the sender hook

    function test_attack_01_nobody_drains_a_pool_though_amp_makes_everyone_its_operator() public {
        assertTrue(amp.isOperatorForPartition(pool, stranger, address(manager)), "as Amp sees it");
        address[5] memory callers = [stranger, alice, operator, admin, merchant];
        for (uint256 i = 0; i < callers.length; ++i) {
            denied(callers[i], callers[i], 10 ether, "");
            denied(callers[i], callers[i], 0, "");
            denied(callers[i], address(manager), 10 ether, hex"01");
        }
        assertEq(balance(), 1050 ether);
    }

    function denied(address caller, address to, uint256 value, bytes memory operatorData) private {
        expectUnexpected(to, value);
        vm.prank(caller);
        amp.transferByPartition(pool, address(manager), to, value, toPartition(DEFAULT), operatorData);
    }

    function test_attack_01_a_payout_that_was_made_or_refused_cannot_be_made_again() public {
        draw(lock(10 ether), 10 ether);
        denied(stranger, merchant, 10 ether, "");
        denied(merchant, merchant, 10 ether, "");
        hostile.become(HostileRecipient.Mood.Refuse, 0);
        draw(lockFor(hostilePayment(10 ether)), 10 ether);
        denied(address(hostile), address(hostile), 10 ether, "");
    }

    function test_attack_01_nobody_but_amp_asks_the_sender_hook() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotAmp.selector, stranger));
        vm.prank(stranger);
        manager.tokensToTransfer(0, pool, address(manager), address(manager), stranger, 1 ether, "", "");
        assertFalse(manager.canTransfer(0, pool, stranger, address(manager), stranger, 1 ether, "", ""));
    }

    // ---------------------------------------------------------------- 2: re-entrancy

    /// @dev Every function there is, by an account with every role: nothing but the guard is in its way.
    function intrusions(ICollateralPool.Lock memory item) private view returns (bytes[] memory calls) {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = item.paymentId;
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](1);
        items[0] = item;
        ICollateralManager.Pauses memory pauses;
        calls = new bytes[](18);
        calls[0] = abi.encodeCall(ICollateralPool.requestExit, (pool, 10 ether));
        calls[1] = abi.encodeCall(ICollateralPool.cancelExit, (pool, 1));
        calls[2] = abi.encodeCall(ICollateralPool.claimExit, (pool, one(1), address(hostile)));
        calls[3] = abi.encodeCall(ICollateralPool.switchPool, (pool, one(1), pool));
        calls[4] = abi.encodeCall(ICollateralPool.claimRewards, (ids, address(hostile)));
        calls[5] = abi.encodeCall(ICollateralPool.compound, (pool));
        calls[6] = abi.encodeCall(ICollateralPool.roll, (pool, 1));
        calls[7] = abi.encodeCall(ICollateralPool.lock, (item));
        calls[8] = abi.encodeCall(ICollateralPool.lockBatch, (items));
        calls[9] = abi.encodeCall(ICollateralManager.release, (item.paymentId, 1));
        calls[10] = abi.encodeCall(ICollateralManager.releaseBatch, (ids));
        calls[11] = abi.encodeCall(ICollateralManager.claimPayment, (item.paymentId));
        calls[12] = abi.encodeCall(ICollateralManager.draw, (item.paymentId, 1));
        calls[13] = abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, address(hostile)));
        calls[14] = abi.encodeCall(ICollateralManager.setPauses, (pool, pauses));
        calls[15] = abi.encodeCall(ICollateralManager.setMerchant, (stranger, true));
        calls[16] = abi.encodeCall(ICollateralPool.setParams, (pool, defaultParams()));
        calls[17] = abi.encodeCall(ICollateralPool.createPool, ("NEW", defaultParams()));
    }

    function giveEveryRole() private {
        bytes32[3] memory roles = [manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE()];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(admin);
            manager.grantRole(roles[i], address(hostile));
        }
    }

    function test_attack_02_a_merchant_can_do_nothing_while_it_is_being_paid() public {
        giveEveryRole();
        ICollateralPool.Lock memory item = hostilePayment(40 ether);
        lockFor(item);
        bytes[] memory calls = intrusions(item);
        for (uint256 i = 0; i < calls.length; ++i) {
            hostile.plan(address(manager), calls[i]);
            draw(item.paymentId, 1 ether);
            failedOnGuard(i + 1);
        }
        assertEq(spendable(address(hostile)), 68 ether);
        assertEq(info().assets, 1032 ether);
        assertEq(info().locked, 22 ether);
        requireBooks();
    }

    function test_attack_02_a_merchant_moves_no_token_of_the_pool_while_it_is_being_paid() public {
        bytes32 id = lockFor(hostilePayment(40 ether));
        address[2] memory from = [address(manager), address(hostile)];
        bytes4[2] memory reasons = [
            ICollateralManager.UnexpectedTransfer.selector,
            ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector
        ];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory input = i == 0
                ? transferCall(pool, from[0], from[1], 1 ether, DEFAULT)
                : transferCall(DEFAULT, from[1], from[0], 1 ether, pool);
            hostile.plan(address(amp), input);
            draw(id, 1 ether);
            assertEq(hostile.tried(), i + 1);
            assertEq(hostile.succeeded(), 0);
            assertEq(bytes32(hostile.failure()), bytes32(reasons[i]));
        }
        assertEq(spendable(address(hostile)), 52 ether);
        requireBooks();
    }

    function failedOnGuard(uint256 tried) private view {
        assertEq(hostile.tried(), tried);
        assertEq(hostile.succeeded(), 0);
        assertEq(
            bytes32(hostile.failure()),
            bytes32(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            vm.toString(tried)
        );
    }

    function test_attack_02_a_staker_can_do_nothing_while_it_is_being_paid() public {
        giveEveryRole();
        ICollateralPool.Lock memory item = hostilePayment(10 ether);
        lockFor(item);
        bytes[] memory calls = intrusions(item);
        for (uint256 i = 0; i < calls.length; ++i) {
            bytes memory answer =
                hostile.act(address(manager), abi.encodeCall(ICollateralPool.requestExit, (pool, 1 ether)));
            (uint256 epoch,) = abi.decode(answer, (uint256, uint256));
            skipTo(epoch * EPOCH);
            hostile.plan(address(manager), calls[i]);
            hostile.act(
                address(manager), abi.encodeCall(ICollateralPool.claimExit, (pool, one(epoch), address(hostile)))
            );
            failedOnGuard(i + 1);
        }
        assertEq(spendable(address(hostile)), 68 ether);
        assertEq(info().assets, 1032 ether);
        requireBooks();
    }

    function test_attack_02_during_a_payout_the_views_already_tell_the_end_of_it() public {
        hostile.look(address(amp), abi.encodeCall(IAmp.balanceOfByPartition, (pool, address(manager))));
        draw(lockFor(hostilePayment(10 ether)), 10 ether);
        assertEq(hostile.seen(), keccak256(abi.encode(1040 ether)));
        hostile.look(address(manager), abi.encodeCall(ICollateralPool.poolInfo, (pool)));
        draw(lockFor(hostilePayment(10 ether)), 10 ether);
        assertEq(hostile.seen(), keccak256(abi.encode(info())));
    }

    function test_attack_02_a_second_stake_from_within_the_first_is_two_stakes() public {
        hostile.planWhenSending(
            address(amp), transferCall(DEFAULT, address(hostile), address(manager), 7 ether, pool)
        );
        hostile.act(address(amp), transferCall(DEFAULT, address(hostile), address(manager), 5 ether, pool));
        assertEq(hostile.succeeded(), 1);
        assertEq(sharesOf(address(hostile)), 62 ether);
        assertEq(info().assets, 1062 ether);
        requireBooks();
    }

    /// @dev The implementer that an account names need not be the account.
    function test_attack_02_a_third_party_that_implements_a_hook_has_no_more_rights_than_its_account() public {
        HookProbe third = new HookProbe();
        implement(bob, "AmpTokensRecipient", address(third));
        implement(bob, "AmpTokensSender", address(third));
        stake(bob, 100 ether);
        uint256 epoch = requestExit(bob, 50 ether);
        skipTo(epoch * EPOCH);
        third.callBack(address(manager), abi.encodeCall(ICollateralPool.roll, (pool, 1)));
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        claimExit(bob, epoch);
        third.callBack(address(amp), transferCall(pool, address(manager), address(third), 1 ether, DEFAULT));
        expectUnexpected(address(third), 1 ether);
        claimExit(bob, epoch);
        third.callBack(address(amp), transferCall(pool, address(manager), address(third), 1 ether, DEFAULT));
        expectUnexpected(address(third), 1 ether);
        stake(bob, 5 ether);
        requireBooks();
    }

    function test_attack_02_nobody_makes_this_contract_a_hook_of_its_own() public {
        vm.expectRevert();
        implement(alice, "AmpTokensRecipient", address(manager));
    }

    // ---------------------------------------------------------------- 3: a hook that does its worst

    function test_attack_03_a_hook_that_reverts_burns_all_gas_or_answers_megabytes_stops_no_draw() public {
        HostileRecipient.Mood[4] memory moods = [
            HostileRecipient.Mood.Refuse,
            HostileRecipient.Mood.BurnGas,
            HostileRecipient.Mood.Flood,
            HostileRecipient.Mood.FloodAndRefuse
        ];
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 id = lockFor(hostilePayment(10 ether));
            hostile.become(moods[i], 4_000_000);
            uint256 gas_ = gasleft();
            vm.prank(operator);
            manager.draw{ gas: 1_200_000 }(id, 10 ether);
            assertLt(gas_ - gasleft(), 1_000_000, "its own part of the gas is all it burns");
            assertTrue(manager.lockOf(id).status == ICollateralManager.LockStatus.Drawn);
            assertEq(info().deferred, (i + 1) * 10 ether);
        }
        assertEq(spendable(address(hostile)), 50 ether);
        requireBooks();
        hostile.become(HostileRecipient.Mood.Calm, 0);
        hostile.act(address(manager), abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, address(hostile))));
        assertEq(spendable(address(hostile)), 90 ether);
        requireBooks();
    }

    function test_attack_03_an_answer_of_a_hundred_thousand_bytes_is_not_even_read() public {
        bytes32 id = lockFor(hostilePayment(10 ether));
        hostile.become(HostileRecipient.Mood.Flood, 100_000);
        draw(id, 10 ether);
        assertEq(spendable(address(hostile)), 60 ether);
    }

    function test_attack_03_whoever_refuses_its_own_exit_hurts_nobody_else() public {
        vm.prank(address(hostile));
        manager.requestExit(pool, 50 ether);
        uint256 epoch = requestExit(alice, 1000 ether);
        skipTo(epoch * EPOCH);
        hostile.become(HostileRecipient.Mood.Refuse, 0);
        vm.expectRevert(HookProbe.Refused.selector);
        claimExit(address(hostile), epoch);
        assertEq(claimExit(alice, epoch), 1000 ether);
        hostile.become(HostileRecipient.Mood.Calm, 0);
        assertEq(claimExit(address(hostile), epoch), 50 ether);
    }

    // ---------------------------------------------------------------- 4, 5: a holder's veto, a holder that runs

    /// @dev In place a holder's hook is its own; here the tokens lie with the manager, whose hook is the only one.
    function test_attack_04_no_stakers_hook_is_asked_when_its_collateral_is_drawn() public {
        HookProbe probe = new HookProbe();
        implement(alice, "AmpTokensSender", address(probe));
        probe.refuse(true);
        draw(lock(10 ether), 10 ether);
        assertEq(spendable(merchant), 10 ether);
        assertEq(probe.calls(), 0);
    }

    function test_attack_05_a_staker_that_is_the_merchant_cannot_run_during_its_draw() public {
        hostile.plan(address(manager), abi.encodeCall(ICollateralPool.requestExit, (pool, 50 ether)));
        draw(lockFor(hostilePayment(105 ether)), 105 ether);
        failedOnGuard(1);
        assertEq(manager.accountInfo(pool, address(hostile)).assets, 45 ether, "it bore its part");
    }
}
