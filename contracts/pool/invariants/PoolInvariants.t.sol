// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Amp } from "../../amp/Amp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolInvariantBase } from "./PoolInvariantBase.sol";

/// @notice What holds of every pool after any history: invariants 1 to 6, 8, 11 and 12 of the protocol, looked at after
///         each act. Those that need a future of their own are in `FutureInvariants`.
contract PoolInvariants is PoolInvariantBase {
    function invariant_01_amp_holds_exactly_what_the_books_say() public view {
        Amp amp = Amp(address(manager.amp()));
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool,, ICollateralPool.PoolView memory v) = each(i);
            uint256 held = amp.balanceOfByPartition(pool, address(manager));
            assertEq(held, v.assets + v.exitReserve + v.unallocated, "balance equation");
            assertEq(held, handler.amountIn(pool) - handler.amountOut(pool), "in less out");
        }
    }

    function invariant_02_shares_are_those_of_accounts_and_those_leaving() public view {
        for (uint256 i = 0; i < 2; ++i) {
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

    function invariant_03_pending_shares_are_the_unrolled_buckets_and_the_unrolled_tickets() public view {
        for (uint256 i = 0; i < 2; ++i) {
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

    function invariant_04_locked_is_the_sum_of_locks_whose_epoch_has_not_ended() public view {
        for (uint256 i = 0; i < 2; ++i) {
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

    function invariant_05_no_more_is_locked_than_there_is() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (,, ICollateralPool.PoolView memory v) = each(i);
            assertLe(v.locked, v.assets);
        }
    }

    function invariant_06_no_lock_ever_went_over_the_rule() public view {
        assertEq(handler.capacityBreaches(), 0);
        for (uint256 i = 0; i < 2; ++i) {
            (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            uint256 leaving = ghost.up(v.pendingShares, v.assets, v.shares);
            uint256 capacity = (v.assets - leaving) * v.params.maxUtilisationBps / 10_000;
            assertEq(v.capacity, capacity, "capacity");
            assertEq(v.free, capacity > v.locked ? capacity - v.locked : 0, "free");
        }
    }

    function invariant_08_a_ticket_keeps_its_epoch_and_that_is_within_the_bound() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostPool ghost,) = each(i);
            for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
                (address account, uint256 epoch, uint256 shares, uint256 latest) = ghost.tickets(k);
                assertEq(manager.ticketOf(pool, account, epoch).shares, shares, "same ticket");
                assertLe(epoch * epochLength, latest, "bound");
            }
        }
    }

    function invariant_11_a_stake_is_never_worth_more_than_it_cost() public view {
        assertEq(handler.profitableStakes(), 0);
    }

    function invariant_12_the_price_of_a_share_falls_by_draws_alone() public view {
        assertEq(handler.priceFalls(), 0);
    }

    /// @dev The same arithmetic written twice; also the guard against a handler that never does anything.
    function invariant_the_books_are_those_of_the_plain_model() public {
        for (uint256 i = 0; i < 2; ++i) {
            (, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            ghost.roll(today());
            assertEq(v.assets, ghost.assets(), "assets");
            assertEq(v.shares, ghost.shares(), "shares");
            assertEq(v.pendingShares, ghost.pending(), "pending");
            assertEq(v.locked, ghost.locked(), "locked");
            assertEq(v.exitReserve, ghost.exitReserve(), "exitReserve");
            assertEq(v.latestLockEnd, ghost.latestLockEnd(), "latestLockEnd");
            assertEq(v.unallocated, 0, "unallocated");
        }
    }
}
