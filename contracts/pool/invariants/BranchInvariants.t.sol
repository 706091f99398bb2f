// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Vm } from "../../testing/Vm.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolFutures } from "./PoolFutures.sol";

/// @notice What holds when the same pool goes two ways: each invariant does one thing, goes back, does the other, and
///         compares all that can be seen.
/// forge-config: default.invariant.runs = 8
/// forge-config: default.invariant.check-interval = 8
/// forge-config: deep.invariant.runs = 120
/// forge-config: deep.invariant.check-interval = 32
contract BranchInvariants is PoolFutures {
    /// @notice A draw gives the merchant exactly what was drawn, and takes it from all shares in proportion.
    function invariant_14_a_draw_is_borne_by_all_in_proportion() public {
        for (uint256 i = 0; i < 2; ++i) {
            open(i);
            uint256 free = manager.poolInfo(pool).free;
            if (free == 0) continue;
            uint256 drawn = random("draw") % 4 == 0 ? free : 1 + random("draw") % free;
            bytes32 id = lock(drawn);
            uint256[] memory before = worths(pool);
            uint256 paid = manager.amp().balanceOfByPartition(0, merchant);
            draw(id, drawn);
            assertEq(manager.amp().balanceOfByPartition(0, merchant) - paid, drawn, "the merchant's");
            bool ended = manager.poolInfo(pool).generation != ghost.generation();
            uint256[] memory afterwards = worths(ended ? closedId(ghost) : pool);
            uint256 shares = ghost.shares();
            for (uint256 k = 0; k < before.length; ++k) {
                uint256 fair = ghost.down(sharesAt(k), drawn, shares);
                assertApproxEqAbs(before[k] - afterwards[k], fair, 1, "its part");
            }
        }
    }

    /// @dev Of the accounts, then of the tickets that are not due.
    function worths(bytes32 id) private view returns (uint256[] memory list) {
        list = new uint256[](8 + ghost.ticketCount());
        for (uint256 k = 0; k < list.length; ++k) {
            if (k < 8) {
                list[k] = manager.accountInfo(id, handler.stakers(k)).assets;
            } else {
                (address account, uint256 epoch,,) = ghost.tickets(k - 8);
                if (epoch > today()) list[k] = manager.ticketOf(id, account, epoch).assets;
            }
        }
    }

    function sharesAt(uint256 k) private view returns (uint256 shares) {
        if (k < 8) return ghost.sharesOf(handler.stakers(k));
        uint256 epoch;
        (, epoch, shares,) = ghost.tickets(k - 8);
        if (epoch <= today()) shares = 0;
    }

    /// @notice Any number of partial draws, or releases, leads to the same as one of their sum.
    function invariant_15_partial_draws_and_releases_are_one_of_their_sum() public {
        for (uint256 i = 0; i < 2; ++i) {
            open(i);
            uint256 free = manager.poolInfo(pool).free;
            if (free < 3) continue;
            uint256 amount = 3 + random("amount") % (free - 2);
            bytes32 id = lock(amount);
            bool drawing = random("kind") % 2 == 0;
            uint256 sum = amount - (random("rest") % 2 == 0 ? 0 : random("rest") % (amount / 3 + 1));
            uint256 fork = vm.snapshotState();
            reduce(id, sum, drawing);
            bytes32 atOnce = whole(id);
            assertTrue(vm.revertToState(fork));
            uint256 first = 1 + random("first") % (sum - 2);
            uint256 second = 1 + random("second") % (sum - first - 1);
            reduce(id, first, drawing);
            reduce(id, second, drawing);
            reduce(id, sum - first - second, drawing);
            assertEq(whole(id), atOnce, drawing ? "draws" : "releases");
        }
    }

    function reduce(bytes32 id, uint256 amount, bool drawing) private {
        if (drawing) draw(id, amount);
        else release(id, amount);
    }

    /// @notice New parameters touch no lock, no ticket, no share and no reward that exists, now or later.
    function invariant_21_new_parameters_touch_nothing_that_exists() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 id, GhostPool g,) = each(i);
            pool = id;
            ghost = g;
            bytes32 before = holdings(g);
            uint256 later = vm.getBlockTimestamp() + random("later") % (20 * epochLength);
            uint256 fork = vm.snapshotState();
            vm.warp(later);
            bytes32 untouched = holdings(g);
            assertTrue(vm.revertToState(fork));
            setParams(
                ICollateralPool.PoolParams({
                    maxUtilisationBps: uint16(1 + random("bps") % 10_000),
                    cooldown: uint32(random("cooldown") % 30 days),
                    maxLockDuration: uint32(1 + random("duration") % 30 days),
                    claimDelay: 0,
                    merchantDelay: uint32(random("age") % 180 days),
                    rewardEpochs: uint16(1 + random("rewards") % 4000),
                    drawWindow: uint32(1 hours + random("window") % 30 days),
                    drawLimit: uint96(random("limit")),
                    minStake: uint88(1e6 + random("least") % 1e24)
                })
            );
            assertEq(holdings(g), before, "at once");
            vm.warp(later);
            assertEq(holdings(g), untouched, "later");
        }
    }

    /// @notice Each pause stops what it is for and nothing else.
    function invariant_24_each_pause_stops_what_it_is_for_and_nothing_else() public {
        open(random("pool") % 2);
        if (!takes(1e24) || manager.poolInfo(pool).free < 8) return;
        give(newcomer, 1e25);
        inflow(newcomer, 1e24, "");
        uint256 epoch = requestAll(newcomer);
        vm.warp(epoch * epochLength);
        ghost.roll(today());
        inflow(newcomer, 1e24, "");
        inflow(rewarder, 1e25, abi.encode(bytes32("Fee")));
        (bytes32 drawn, bytes32 released, bytes32 claimed) = (lock(1), lock(2), lock(2));
        vm.warp(vm.getBlockTimestamp() + 60);
        as_(merchant, abi.encodeCall(ICollateralManager.claimPayment, (claimed)), true);
        vm.warp(vm.getBlockTimestamp() + 10 minutes);

        uint256 on = random("pauses") % 8;
        (bool stakes, bool locks, bool draws) = (on & 1 != 0, on & 2 != 0, on & 4 != 0);
        pause(stakes, locks, draws);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = pool;
        uint256 fork = vm.snapshotState();
        as_(newcomer, abi.encodeCall(ICollateralPool.compound, (pool)), !stakes);
        as_(newcomer, abi.encodeCall(ICollateralPool.switchPool, (pool, one(epoch), pool)), !stakes);
        assertTrue(vm.revertToState(fork));
        as_(newcomer, abi.encodeCall(ICollateralPool.claimRewards, (ids, newcomer)), true);
        as_(newcomer, abi.encodeCall(ICollateralPool.claimExit, (pool, one(epoch), newcomer)), true);
        as_(newcomer, abi.encodeCall(ICollateralPool.requestExit, (pool, 1e6)), true);
        as_(operator, abi.encodeCall(ICollateralPool.lock, (item(1))), !locks);
        as_(operator, abi.encodeCall(ICollateralManager.draw, (drawn, 1)), !draws);
        as_(operator, abi.encodeCall(ICollateralManager.release, (released, 1)), true);
        as_(merchant, abi.encodeCall(ICollateralManager.claimPayment, (released)), true);
        as_(stranger, abi.encodeCall(ICollateralManager.draw, (claimed, 2)), true);
        as_(stranger, abi.encodeCall(ICollateralPool.roll, (pool, 5)), true);
        inflow(rewarder, 1e18, abi.encode(bytes32("TopUp")));
        assertEq(manager.canReceive(0, pool, newcomer, newcomer, address(manager), 1e23, "", ""), !stakes, "stake");
    }

    function as_(address who, bytes memory input, bool goes) private {
        vm.prank(who);
        (bool ok,) = address(manager).call(input);
        assertEq(ok, goes, vm.toString(bytes32(bytes4(input))));
    }

    /// @notice Nothing that happens in one generation shows in any other, be it of the same pool or of another.
    function invariant_26_and_30_pools_and_generations_share_nothing() public {
        uint256 which = random("pool") % 2;
        open(which);
        bytes32[] memory before = statesBut(address(ghost));
        uint256 elsewhere = balanceOf(handler.pools(1 - which));
        if (takes(1e20)) {
            give(newcomer, 1e20);
            inflow(newcomer, 1e20, "");
        }
        inflow(rewarder, 1e20, abi.encode(bytes32("Fee")));
        uint256 free = manager.poolInfo(pool).free;
        if (free > 2) {
            release(lock(2), 1);
            draw(lock(free - 2), free - 2); // which may end the generation
        }
        pause(true, false, true);
        bytes32[] memory afterwards = statesBut(address(ghost));
        for (uint256 i = 0; i < before.length; ++i) {
            assertEq(afterwards[i], before[i], "another generation's");
        }
        assertEq(balanceOf(handler.pools(1 - which)), elsewhere, "another pool's tokens");
    }

    /// @notice Nor does what happens in a generation that is over show in those that are not.
    function invariant_30_what_is_over_shares_nothing_with_what_goes_on() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 id, GhostPool g,) = each(i);
            if (!g.closed()) continue;
            bytes32[] memory before = statesBut(address(g));
            pool = id;
            for (uint256 k = 0; k < 8; ++k) {
                if (g.sharesOf(handler.stakers(k)) != 0) requestAll(handler.stakers(k));
            }
            for (uint256 k = 0; k < handler.paymentCount(); ++k) {
                bytes32 paymentId = handler.paymentIds(k);
                ICollateralManager.LockView memory held = manager.lockOf(paymentId);
                if (held.pool != id || uint256(held.status) > 2) continue;
                release(paymentId, held.remaining);
            }
            bytes32[] memory afterwards = statesBut(address(g));
            for (uint256 k = 0; k < before.length; ++k) {
                assertEq(afterwards[k], before[k]);
            }
        }
    }

    function statesBut(address but) private view returns (bytes32[] memory list) {
        list = new bytes32[](count());
        for (uint256 i = 0; i < list.length; ++i) {
            GhostPool g = handler.ghosts(i);
            if (address(g) != but) list[i] = state(g);
        }
    }

    /// @notice A batch is its single acts: what is locked, what is refused and why, what is released.
    function invariant_31_a_batch_is_its_singles() public {
        open(random("pool") % 2);
        uint256 free = manager.poolInfo(pool).free;
        if (free < 8) return;
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](6);
        for (uint256 i = 0; i < 6; ++i) {
            items[i] = item(1 + random("amount") % (free / 2));
        }
        items[1].amount = uint112(free + 1);
        items[2].paymentId = items[0].paymentId;
        items[3].merchant = stranger;
        items[4].expiresAt = items[4].settleBy;

        uint256 fork = vm.snapshotState();
        vm.recordLogs();
        vm.prank(operator);
        bool[] memory locked = manager.lockBatch(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32 batch = whole(items[0].paymentId);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = items[0].paymentId;
        vm.prank(operator);
        manager.releaseBatch(ids);
        bytes32 released = whole(items[0].paymentId);
        assertTrue(vm.revertToState(fork));

        bytes[] memory reasons = skipped(logs);
        uint256 next;
        for (uint256 i = 0; i < 6; ++i) {
            vm.prank(operator);
            (bool ok, bytes memory answer) = address(manager).call(abi.encodeCall(ICollateralPool.lock, (items[i])));
            assertEq(ok, locked[i], "locked");
            if (!ok) assertEq(answer, reasons[next++], "reason");
        }
        assertEq(next, reasons.length, "as many were skipped");
        assertEq(whole(items[0].paymentId), batch, "the same");
        release(items[0].paymentId, items[0].amount);
        assertEq(whole(items[0].paymentId), released, "released");
    }

    function skipped(Vm.Log[] memory logs) private pure returns (bytes[] memory reasons) {
        uint256 found;
        reasons = new bytes[](logs.length);
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != ICollateralManager.LockSkipped.selector) continue;
            reasons[found++] = abi.decode(logs[i].data, (bytes));
        }
        assembly ("memory-safe") {
            mstore(reasons, found)
        }
    }
}
