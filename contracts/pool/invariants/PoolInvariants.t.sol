// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolInvariantBase } from "./PoolInvariantBase.sol";

/// @notice What holds of every pool and every generation of it after any history, looked at after each act. What needs
///         a future of its own is in `FutureInvariants` and `BranchInvariants`, what needs events in `EventInvariants`.
/// forge-config: default.invariant.check-interval = 4
/// forge-config: deep.invariant.check-interval = 8
contract PoolInvariants is PoolInvariantBase {
    function setUp() public {
        begin(false);
    }

    /// @notice In each partition lies what the books of all its generations say, and what is deferred.
    function invariant_01_amp_holds_exactly_what_the_books_say() public {
        for (uint256 p = 0; p < 2; ++p) {
            bytes32 partition = handler.pools(p);
            uint256 sum = handler.deferredInAll(partition);
            for (uint256 i = 0; i < count(); ++i) {
                (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
                if (ghost.which() != p) continue;
                sum += v.assets + v.exitReserve + v.rewardReserve + v.unallocated;
                assertEq(v.deferred, handler.deferredInAll(partition), "deferred");
            }
            assertEq(balanceOf(partition), sum, "balance equation");
        }
    }

    /// @notice A pool's shares are those of its accounts and those on their way out.
    function invariant_02_shares_are_those_of_accounts_and_those_leaving() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            uint256 sum;
            for (uint256 k = 0; k < 8; ++k) {
                uint256 shares = manager.accountInfo(pool, handler.stakers(k)).shares;
                assertEq(shares, ghost.sharesOf(handler.stakers(k)), "account");
                assertTrue(shares == 0 || shares >= 1e6, "no crumbs");
                sum += shares;
            }
            assertEq(v.shares, sum + v.pendingShares);
        }
    }

    /// @notice What is on its way out is the sum of the buckets, and of the tickets, whose epoch has not ended.
    function invariant_03_pending_shares_are_the_unrolled_buckets_and_the_unrolled_tickets() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            uint256 tickets;
            for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
                (address account, uint256 epoch,,) = ghost.tickets(k);
                if (epoch > today()) tickets += manager.ticketOf(pool, account, epoch).shares;
            }
            uint256 buckets;
            for (uint256 e = today() + 1; e <= ghost.lastEpoch(); ++e) {
                (uint256 shares, uint256 assets) = manager.bucketOf(pool, e);
                buckets += shares;
                assertEq(assets, 0, "nothing is set aside early");
            }
            assertEq(v.pendingShares, tickets, "tickets");
            assertEq(v.pendingShares, buckets, "buckets");
        }
    }

    /// @notice What is locked is the sum of the locks whose epoch has not ended, in all and by epoch.
    function invariant_04_locked_is_the_sum_of_locks_whose_epoch_has_not_ended() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            uint256 sum;
            for (uint256 k = 0; k < handler.paymentCount(); ++k) {
                ICollateralManager.LockView memory held = manager.lockOf(handler.paymentIds(k));
                uint256 end = (held.expiresAt + epochLength - 1) / epochLength;
                if (held.pool == pool && end > today()) sum += held.remaining;
            }
            assertEq(v.locked, sum, "locks");
            uint256 byEpoch;
            for (uint256 e = today() + 1; e <= ghost.lastEpoch(); ++e) {
                uint256 amount = manager.lockedUntil(pool, e);
                assertEq(amount, ghost.lockEnds(e), "epoch");
                byEpoch += amount;
            }
            assertEq(v.locked, byEpoch, "epochs");
        }
    }

    /// @notice No more is locked than there is.
    function invariant_05_no_more_is_locked_than_there_is() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 pool,, ICollateralPool.PoolView memory v) = each(i);
            assertLe(v.locked, v.assets, "as foreseen");
            manager.roll(pool, type(uint256).max);
            v = manager.poolInfo(pool);
            assertLe(v.locked, v.assets, "rolled");
        }
    }

    /// @notice No lock ever went over the rule, and the views tell how much room is left.
    function invariant_06_no_lock_ever_went_over_the_rule() public {
        assertEq(handler.capacityBreaches(), 0);
        for (uint256 i = 0; i < count(); ++i) {
            (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            uint256 leaving = ghost.up(v.pendingShares, v.assets, v.shares);
            uint256 capacity = v.closed ? 0 : (v.assets - leaving) * v.params.maxUtilisationBps / 10_000;
            assertEq(v.capacity, capacity, "capacity");
            assertEq(v.free, capacity > v.locked ? capacity - v.locked : 0, "free");
        }
    }

    /// @notice A ticket keeps its epoch, which is within max(cooldown, maxLockDuration) + 1 epoch of its request.
    function invariant_08_a_ticket_keeps_its_epoch_and_that_is_within_the_bound() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 pool, GhostPool ghost,) = each(i);
            for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
                (address account, uint256 epoch, uint256 shares, uint256 latest) = ghost.tickets(k);
                assertEq(manager.ticketOf(pool, account, epoch).shares, shares, "same ticket");
                assertLe(epoch * epochLength, latest, "bound");
            }
        }
    }

    /// @notice A stake is never worth more than it cost.
    function invariant_11_a_stake_is_never_worth_more_than_it_cost() public view {
        assertEq(handler.profitableStakes(), 0);
    }

    /// @notice The price of a share falls by draws alone.
    function invariant_12_the_price_of_a_share_falls_by_draws_alone() public view {
        assertEq(handler.priceFalls(), 0);
    }

    /// @notice No inflow is taken that is neither a stake nor a reward; zero-value and foreign inflows revert.
    function invariant_13_no_inflow_is_taken_that_means_nothing() public {
        assertEq(handler.straysTaken(), 0);
        for (uint256 i = 0; i < count(); ++i) {
            (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            assertEq(v.assets, ghost.assets(), "assets are what was staked");
        }
    }

    /// @notice A payment id is usable once, whatever became of its payment.
    function invariant_16_a_payment_id_is_usable_once() public view {
        assertEq(handler.idsReused(), 0);
    }

    /// @notice Each lock has the status that its own acts and time have led to, and what is over stays over.
    function invariant_17_locks_go_their_ways_only_and_what_is_over_stays_over() public view {
        for (uint256 k = 0; k < handler.paymentCount(); ++k) {
            bytes32 id = handler.paymentIds(k);
            GhostPool ghost = handler.ghostOf(id);
            (uint256 amount,, uint256 expiresAt, uint256 maturesAt, GhostPool.Status status) = ghost.payments(id);
            ICollateralManager.LockView memory held = manager.lockOf(id);
            bool alive = status == GhostPool.Status.Open || status == GhostPool.Status.Claimed;
            uint256 expected = alive && vm.getBlockTimestamp() >= expiresAt ? 5 : uint256(status);
            assertEq(uint256(held.status), expected, "status");
            assertEq(held.remaining, amount, "remaining");
            assertEq(held.claimMaturesAt, maturesAt, "maturesAt");
            assertEq(held.pool, ghost.pool(), "pool");
        }
    }

    /// @notice What is owed to stakers and what is still to be streamed is in the reserve, and hardly more is.
    function invariant_18_rewards_owed_are_within_the_reserve() public {
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            uint256 owed = v.feesLeft + v.topUpsLeft;
            for (uint256 k = 0; k < 8; ++k) {
                address account = handler.stakers(k);
                ICollateralPool.AccountView memory a = manager.accountInfo(pool, account);
                ghost.earn(account);
                (uint256 fees, uint256 topUps) = ghost.owed(account);
                assertEq(a.fees, fees, "fees");
                assertEq(a.topUps, topUps, "top-ups");
                owed += fees + topUps;
            }
            assertEq(v.rewardReserve, ghost.reserve(), "reserve");
            assertEq(v.feesLeft, ghost.left(0), "feesLeft");
            assertEq(v.topUpsLeft, ghost.left(1), "topUpsLeft");
            if (v.feesLeft + v.topUpsLeft != 0) assertEq(v.rewardSecondsLeft, ghost.secondsLeft(), "secondsLeft");
            assertLe(owed, v.rewardReserve, "solvent");
            uint256 cut = 2 * ghost.looks() + (ghost.remainder(0) + ghost.remainder(1)) / 1e18 + 2;
            assertLe(v.rewardReserve - owed, cut, "no more is kept than rounding cut off");
        }
    }

    /// @notice Nobody but the manager itself moves its tokens out.
    function invariant_22_nobody_but_the_manager_moves_tokens_out() public view {
        assertEq(handler.drains(), 0);
        for (uint256 p = 0; p < 2; ++p) {
            bytes32 pool = handler.pools(p);
            assertEq(balanceOf(pool), handler.amountIn(pool) - handler.amountOut(pool), "in less out");
        }
    }

    /// @notice A call from within a hook changes nothing that the outer call saw, and sees what then is.
    function invariant_23_calls_from_within_a_hook_change_nothing() public view {
        assertEq(handler.intrusions(), 0);
        assertEq(handler.usurpations(), 0);
    }

    /// @notice The operator draws no more than the limit in a window, and locks for merchants of age only.
    function invariant_25_draws_keep_to_the_limit_and_merchants_are_of_age() public {
        assertEq(handler.limitBreaches(), 0);
        for (uint256 i = 0; i < count(); ++i) {
            (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            assertEq(v.drawnInWindow, ghost.drawnInWindow(), "drawnInWindow");
        }
    }

    /// @notice No pool has paid out more AMP than came into it.
    function invariant_32_no_more_amp_leaves_a_pool_than_came_in() public view {
        for (uint256 p = 0; p < 2; ++p) {
            bytes32 pool = handler.pools(p);
            assertLe(handler.amountOut(pool), handler.amountIn(pool));
        }
    }

    /// @notice The books are those of the same arithmetic written a second time.
    function invariant_the_books_are_those_of_the_plain_model() public {
        for (uint256 i = 0; i < count(); ++i) {
            (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            assertEq(v.generation, ghost.generation(), "generation");
            assertEq(v.closed, ghost.closed(), "closed");
            assertEq(v.assets, ghost.assets(), "assets");
            assertEq(v.shares, ghost.shares(), "shares");
            assertEq(v.pendingShares, ghost.pending(), "pending");
            assertEq(v.locked, ghost.locked(), "locked");
            assertEq(v.exitReserve, ghost.exitReserve(), "exitReserve");
            assertEq(v.latestLockEnd, ghost.latestLockEnd(), "latestLockEnd");
            assertEq(v.unallocated, ghost.unallocated(), "unallocated");
        }
    }

    /// @notice Every act of the handler's takes effect sooner or later: none is there for show.
    function test_every_act_takes_effect() public {
        bytes4[] memory acts = handler.selectors();
        for (uint256 i = 0; i < 3000; ++i) {
            bytes memory args = abi.encode(draw(i, 1), draw(i, 2), draw(i, 3), draw(i, 4), uint256(160), uint256(0));
            (bool ok, bytes memory answer) = address(handler).call(bytes.concat(acts[draw(i, 0) % acts.length], args));
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(answer, 32), mload(answer))
                }
            }
        }
        string[30] memory deeds = handler.deeds();
        for (uint256 i = 0; i < deeds.length; ++i) {
            assertGt(handler.done(deeds[i]), 0, deeds[i]);
        }
    }

    function draw(uint256 step, uint256 which) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(step, which)));
    }
}
