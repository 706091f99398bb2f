// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { EventReplayer } from "./EventReplayer.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolInvariantBase } from "./PoolInvariantBase.sol";
import { ReplayedBook } from "./ReplayedBook.sol";

/// @notice What events say is what is: the handler listens to every one of them.
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.check-interval = 4
/// forge-config: deep.invariant.runs = 120
/// forge-config: deep.invariant.check-interval = 8
contract EventInvariants is PoolInvariantBase {
    EventReplayer private replayer;

    function setUp() public {
        begin(true);
        replayer = handler.replayer();
    }

    /// @notice Who replays all events from the first one on knows what the views say.
    function invariant_19_the_replay_of_all_events_equals_the_views() public {
        vm.recordLogs();
        for (uint256 i = 0; i < count(); ++i) {
            manager.roll(handler.ghosts(i).pool(), type(uint256).max);
        }
        replayer.feed(vm.getRecordedLogs());
        assertEq(replayer.poolCount(), manager.poolCount(), "pools");
        for (uint256 i = 0; i < count(); ++i) {
            GhostPool ghost = handler.ghosts(i);
            ReplayedBook book = replayer.books(ghost.pool());
            book.flow();
            compareTotals(book, manager.poolInfo(ghost.pool()));
            compareHoldings(book, ghost);
        }
        for (uint256 k = 0; k < handler.paymentCount(); ++k) {
            comparePayment(handler.paymentIds(k));
        }
        for (uint256 k = 0; k < 6; ++k) {
            compareMerchant(handler.merchants(k));
        }
    }

    function compareTotals(ReplayedBook book, ICollateralPool.PoolView memory v) private view {
        (
            uint256 assets,
            uint256 shares,
            uint256 pending,
            uint256 locked,
            uint256 exitReserve,
            uint256 unallocated,
            uint256 latestLockEnd
        ) = book.totals();
        assertEq(v.generation, book.generation(), "generation");
        assertEq(v.assets, assets, "assets");
        assertEq(v.shares, shares, "shares");
        assertEq(v.pendingShares, pending, "pending");
        assertEq(v.locked, locked, "locked");
        assertEq(v.exitReserve, exitReserve, "exitReserve");
        assertEq(v.unallocated, unallocated, "unallocated");
        assertEq(v.latestLockEnd, latestLockEnd, "latestLockEnd");
        assertEq(v.rewardReserve, book.reserve(), "rewardReserve");
        assertEq(v.feesLeft, book.left(0), "feesLeft");
        assertEq(v.topUpsLeft, book.left(1), "topUpsLeft");
        assertEq(v.rewardSecondsLeft, book.secondsLeft(), "rewardSecondsLeft");
        assertEq(v.drawnInWindow, book.drawnInWindow(), "drawnInWindow");
        assertEq(v.windowEnds, book.windowEnds(), "windowEnds");
        assertEq(abi.encode(v.params), abi.encode(book.params()), "params");
        assertEq(abi.encode(v.pauses), abi.encode(book.pauses()), "pauses");
    }

    function compareHoldings(ReplayedBook book, GhostPool ghost) private {
        bytes32 pool = ghost.pool();
        for (uint256 k = 0; k < 8; ++k) {
            address account = handler.stakers(k);
            ICollateralPool.AccountView memory a = manager.accountInfo(pool, account);
            book.earn(account);
            (uint256 fees, uint256 topUps) = book.owed(account);
            assertEq(a.shares, book.sharesOf(account), "account's shares");
            assertEq(a.fees, fees, "account's fees");
            assertEq(a.topUps, topUps, "account's top-ups");
        }
        for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
            (address account, uint256 epoch,,) = ghost.tickets(k);
            assertEq(manager.ticketOf(pool, account, epoch).shares, book.ticketOf(account, epoch), "ticket");
            (uint256 shares, uint256 assets) = book.buckets(epoch);
            (uint256 bucketShares, uint256 bucketAssets) = manager.bucketOf(pool, epoch);
            assertEq(bucketShares, shares, "bucket's shares");
            assertEq(bucketAssets, assets, "bucket's assets");
        }
    }

    function comparePayment(bytes32 id) private view {
        (
            ReplayedBook book,
            address merchant,
            uint256 remaining,
            uint256 settleBy,
            uint256 expiresAt,
            uint256 claimDelay,
            uint256 maturesAt,
            ICollateralManager.LockStatus status
        ) = replayer.payments(id);
        bool over = uint256(status) <= 2 && vm.getBlockTimestamp() >= expiresAt;
        ICollateralManager.LockView memory replayed = ICollateralManager.LockView({
            status: over ? ICollateralManager.LockStatus.Expired : status,
            pool: book.pool(),
            merchant: merchant,
            remaining: remaining,
            settleBy: settleBy,
            expiresAt: expiresAt,
            claimDelay: claimDelay,
            claimMaturesAt: maturesAt
        });
        assertEq(abi.encode(manager.lockOf(id)), abi.encode(replayed), "lock");
    }

    function compareMerchant(address merchant) private view {
        assertEq(manager.merchantSince(merchant), replayer.merchantSince(merchant), "since");
        for (uint256 p = 0; p < 2; ++p) {
            bytes32 pool = handler.pools(p);
            (uint256 owed, uint256 total) = manager.deferredOf(pool, merchant);
            assertEq(owed, replayer.deferred(pool, merchant), "deferred");
            assertEq(total, replayer.deferredInAll(pool), "deferred in all");
        }
    }

    /// @notice The totals that events end with are what the views say after the same transaction; held against them
    ///         after each act, by the handler.
    function invariant_20_totals_in_events_are_what_the_views_say() public view {
        assertGt(handler.eventsCompared(), 0, "nothing was compared");
    }

    /// @notice By Amp's own events, too, no more AMP has left a pool than came in.
    function invariant_32_by_the_events_of_amp_no_more_leaves_than_came_in() public view {
        for (uint256 p = 0; p < 2; ++p) {
            bytes32 pool = handler.pools(p);
            assertEq(replayer.amountIn(pool), handler.amountIn(pool), "in");
            assertEq(replayer.amountOut(pool), handler.amountOut(pool), "out");
            assertLe(replayer.amountOut(pool), replayer.amountIn(pool));
        }
    }
}
