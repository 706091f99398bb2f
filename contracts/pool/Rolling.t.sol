// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Vm } from "../testing/Vm.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice How time settles a pool, however long nobody looked at it.
contract RollingTest is PoolFixture {
    function setUp() public {
        deployPool();
        stake(alice, 500 ether);
        stake(bob, 500 ether);
    }

    /// @dev Exits in twelve epochs in a row, the locks of some, and a loss in between.
    function twelveEpochs() private returns (uint256 first) {
        for (uint256 i = 0; i < 12; ++i) {
            uint256 epoch = requestExit(i % 2 == 0 ? alice : bob, 7 ether + i);
            if (i == 0) first = epoch;
            bytes32 id = lock(3 ether + i);
            if (i % 4 == 1) draw(id, 2 ether);
            if (i % 4 == 2) release(id, 3 ether + i);
            skipTime(EPOCH);
        }
        skipTime(20 * EPOCH);
    }

    function test_only_epochs_in_which_something_ended_are_rolled_and_each_once() public {
        ICollateralPool.Lock memory early = payment(4 ether);
        early.expiresAt -= uint40(EPOCH);
        ICollateralPool.Lock memory late = payment(6 ether);
        late.expiresAt += uint40(EPOCH);
        bytes32 released = lock(10 ether);
        lock(5 ether);
        uint256 end = info().latestLockEnd;
        vm.prank(operator);
        manager.lock(early);
        vm.prank(operator);
        manager.lock(late);
        release(released, 10 ether);
        release(early.paymentId, 4 ether); // its epoch, the first of the three, is empty again
        uint256 epoch = requestExit(alice, 10 ether);
        skipTime(50 * EPOCH);

        vm.recordLogs();
        assertTrue(manager.roll(pool, 2), "no more than the two");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2);
        assertEq(uint256(logs[0].topics[2]), end);
        assertEq(uint256(logs[1].topics[2]), epoch);
        assertEq(epoch, end + 1, "with the late lock");

        vm.recordLogs();
        assertTrue(manager.roll(pool, 9));
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_locks_of_an_epoch_end_before_its_exits_are_paid() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.cooldown) = (10_000, 0);
        vm.prank(admin);
        manager.setParams(pool, p);
        lock(1000 ether);
        uint256 epoch = requestExit(alice, 500 ether);
        assertEq(requestExit(bob, 500 ether), epoch);
        assertEq(info().latestLockEnd, epoch);
        skipTo(epoch * EPOCH);
        assertEq(claimExit(alice, epoch), 500 ether);
        assertEq(claimExit(bob, epoch), 500 ether);
        assertEq(info().locked, 0);
        assertEq(info().assets, 0);
    }

    function testFuzz_however_it_is_cut_up_the_state_is_the_same(uint256[4] memory chunks) public {
        twelveEpochs();
        uint256 snapshot = vm.snapshotState();
        assertTrue(manager.roll(pool, type(uint256).max));
        bytes32 whole = state();
        vm.revertToState(snapshot);

        assertEq(state(), whole, "views see it rolled before it is");
        for (uint256 i = 0; i < chunks.length; ++i) {
            manager.roll(pool, bound(chunks[i], 0, 4));
            assertEq(state(), whole, "and half way");
        }
        while (!manager.roll(pool, 1)) { }
        assertEq(state(), whole, "and after");
        assertEq(amp.balanceOfByPartition(pool, address(manager)), info().assets + info().exitReserve);
    }

    function state() private view returns (bytes32) {
        bytes memory tickets;
        uint256 first = manager.epochOf(START);
        for (uint256 e = first; e < first + 40; ++e) {
            tickets = abi.encode(tickets, manager.ticketOf(pool, alice, e), manager.ticketOf(pool, bob, e));
        }
        return keccak256(
            abi.encode(info(), manager.accountInfo(pool, alice), manager.accountInfo(pool, bob), tickets)
        );
    }

    function test_rolling_tells_whether_anything_is_left() public {
        twelveEpochs();
        assertFalse(manager.roll(pool, 0), "there is something to do");
        assertFalse(manager.roll(pool, 1));
        uint256 calls;
        while (!manager.roll(pool, 1)) ++calls;
        assertGt(calls, 1);
        assertTrue(manager.roll(pool, 0), "nothing is left");
    }

    function test_a_pool_untouched_for_100_000_epochs_rolls_like_one_of_yesterday() public {
        uint256 epoch = requestExit(alice, 10 ether);
        lock(100 ether);
        skipTime(100_000 * EPOCH);
        uint256 gas = gasleft();
        assertEq(claimExit(alice, epoch), 10 ether);
        assertLt(gas - gasleft(), 300_000);

        skipTime(100_000 * EPOCH);
        gas = gasleft();
        stake(bob, 10 ether);
        assertLt(gas - gasleft(), 200_000, "with nothing due at all");
        assertEq(info().rolledEpoch, manager.epochOf(time()));
    }

    /// @dev The most epochs that a duration may span.
    function test_the_longest_search_for_the_next_epoch_is_cheap_too() public {
        manager = newManager(10);
        ICollateralPool.PoolParams memory p = defaultParams();
        p.cooldown = (1 << 16) * 10 + 1;
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.InvalidParams.selector, p));
        open("LONG", p);
        p.cooldown = (1 << 16) * 10;
        p.maxLockDuration = (1 << 16) * 10 + 1;
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.InvalidParams.selector, p));
        open("LONG", p);
        p.maxLockDuration = (1 << 16) * 10;
        pool = open("LONG", p);

        stake(carol, 100 ether);
        uint256 epoch = requestExit(carol, 50 ether);
        skipTo(epoch * 10);
        uint256 gas = gasleft();
        assertEq(claimExit(carol, epoch), 50 ether);
        assertLt(gas - gasleft(), 900_000);
    }
}
