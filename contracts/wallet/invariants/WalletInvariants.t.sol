// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Amp } from "../../amp/Amp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletInvariantBase } from "./WalletInvariantBase.sol";
import { WalletReplay } from "./WalletReplay.sol";

/// @notice What holds of collateral in place after any history, by the numbers of the protocol, looked at after each act.
///         Those that need a future of their own are in `WalletFutureInvariants`.
contract WalletInvariants is WalletInvariantBase {
    /// @dev Today, and as it will be in some epoch to come.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_04_locked_is_the_sum_of_a_holders_slices_whose_epoch_has_not_ended() public {
        uint256 later = today() + 1 + handler.acts() % 13;
        lockedIsTheSum(today());
        vm.warp(later * epochLength);
        lockedIsTheSum(later);
    }

    function lockedIsTheSum(uint256 epoch) private view {
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            for (uint256 k = 0; k < holderCount; ++k) {
                assertEq(info(pool, k).locked, ghost.locked(handler.holders(k), epoch), "locked");
            }
        }
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_14_merchants_get_what_is_drawn_and_each_holder_loses_its_slices_part() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            uint256 got;
            for (uint256 k = 0; k < merchantCount; ++k) {
                address merchant = handler.merchants(k);
                assertEq(
                    handler.paid(pool, merchant) + ghost.kept(merchant), ghost.drawnFor(merchant), "merchant"
                );
                got += ghost.drawnFor(merchant);
            }
            uint256 lost;
            for (uint256 k = 0; k < holderCount; ++k) {
                GhostWallet.Holder memory h = ghost.holderOf(handler.holders(k));
                assertEq(info(pool, k).balance, h.deposited - h.withdrawn - h.drawn, "holder");
                lost += h.drawn;
            }
            assertEq(got, lost, "what is drawn is what is lost");
        }
    }

    /// @dev k acts on a lock take together exactly what one act would take, and of each slice what that one would take,
    ///      give or take less than k wei.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_15_parts_of_a_lock_are_one_of_their_sum() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (, GhostWallet ghost) = each(i);
            for (uint256 n = 0; n < ghost.count(); ++n) {
                GhostWallet.Payment memory p = ghost.payment(n);
                GhostWallet.Part[] memory parts = ghost.parts(n);
                IWalletCollateral.Slice[] memory slices = manager.slicesOf(p.id);
                assertEq(slices.length, parts.length, "slices");
                uint256 sum;
                for (uint256 k = 0; k < slices.length; ++k) {
                    uint256 left = slices[k].amount;
                    uint256 tolerance = p.cuts * p.original;
                    assertLe(left * p.original, parts[k].original * p.left + tolerance, "not more");
                    assertLe(parts[k].original * p.left, left * p.original + tolerance, "not less");
                    assertEq(left, parts[k].left);
                    sum += left;
                }
                assertEq(sum, manager.lockOf(p.id).remaining, "sum");
            }
        }
    }

    /// @dev The logs know of one lock for each id; that every try to lock one again met `PaymentIdUsed`, the handler saw.
    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_16_a_payment_id_is_usable_once() public view {
        WalletReplay replay = handler.replay();
        uint256 count = replay.count();
        for (uint256 n = 0; n < count; ++n) {
            assertEq(replay.payment(replay.ids(n)).locks, 1);
        }
        (, GhostWallet first) = each(0);
        (, GhostWallet second) = each(1);
        assertEq(count, first.count() + second.count());
    }

    /// @dev The ghost refuses any other transition than those of the protocol.
    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_17_a_lock_stands_where_the_allowed_transitions_lead() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            for (uint256 n = 0; n < ghost.count(); ++n) {
                GhostWallet.Payment memory p = ghost.payment(n);
                ICollateralManager.LockView memory held = manager.lockOf(p.id);
                bool alive = p.status == ICollateralManager.LockStatus.Open
                    || p.status == ICollateralManager.LockStatus.Claimed;
                bool expired = alive && vm.getBlockTimestamp() >= p.expiresAt;
                assertTrue(held.status == (expired ? ICollateralManager.LockStatus.Expired : p.status), "status");
                assertEq(held.pool, pool);
                assertEq(held.remaining, p.left);
                assertEq(held.claimMaturesAt, p.claimedAt == 0 ? 0 : p.claimedAt + p.claimDelay);
            }
        }
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_19_replaying_the_events_gives_the_views() public view {
        WalletReplay replay = handler.replay();
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            IWalletCollateral.WalletPoolView memory v = manager.poolInfo(pool);
            assertEq(abi.encode(v.params), replay.params(pool), "params");
            assertEq(abi.encode(v.pauses), replay.pauses(pool), "pauses");
            assertEq(v.deferred, replay.kept(pool), "deferred");
            for (uint256 k = 0; k < holderCount; ++k) {
                address account = handler.holders(k);
                WalletReplay.Holder memory h = replay.holder(pool, account);
                IWalletCollateral.HolderView memory seen = info(pool, k);
                assertEq(seen.enrolled, h.enrolled, "enrolled");
                assertEq(seen.maxExposure, h.exposure, "maxExposure");
                assertEq(seen.balance, replay.balances(pool, account), "balance");
                assertEq(seen.locked, lockedByReplay(replay, pool, account), "locked");
            }
            for (uint256 k = 0; k < merchantCount; ++k) {
                address merchant = handler.merchants(k);
                (uint256 owed,) = manager.deferredOf(pool, merchant);
                assertEq(owed, replay.owed(pool, merchant), "owed");
                assertEq(uint256(manager.merchantSince(merchant)), replay.since(merchant), "since");
            }
        }
        for (uint256 n = 0; n < replay.count(); ++n) {
            sameLock(replay, replay.ids(n));
        }
    }

    /// @dev Expiry has no event of its own: it follows from `expiresAt`.
    function lockedByReplay(WalletReplay replay, bytes32 pool, address account) private view returns (uint256 sum) {
        for (uint256 n = 0; n < replay.count(); ++n) {
            bytes32 id = replay.ids(n);
            WalletReplay.Payment memory p = replay.payment(id);
            if (p.pool != pool || (p.expiresAt + epochLength - 1) / epochLength <= today()) continue;
            IWalletCollateral.Slice[] memory slices = replay.slices(id);
            for (uint256 k = 0; k < slices.length; ++k) {
                if (slices[k].holder == account) sum += slices[k].amount;
            }
        }
    }

    function sameLock(WalletReplay replay, bytes32 id) private view {
        WalletReplay.Payment memory p = replay.payment(id);
        ICollateralManager.LockView memory held = manager.lockOf(id);
        bool expired = p.remaining != 0 && vm.getBlockTimestamp() >= p.expiresAt;
        assertTrue(held.status == (expired ? ICollateralManager.LockStatus.Expired : p.status), "status");
        assertEq(
            abi.encode(held.pool, held.merchant, held.remaining, held.settleBy, held.expiresAt, held.claimDelay),
            abi.encode(p.pool, p.merchant, p.remaining, p.settleBy, p.expiresAt, p.claimDelay),
            "lock"
        );
        assertEq(held.claimMaturesAt, p.claimMaturesAt, "claim");
        assertEq(abi.encode(manager.slicesOf(id)), abi.encode(replay.slices(id)), "slices");
    }

    /// @dev The handler compares them after each act. Here: that what each event adds to the one before it leaves no gap,
    ///      which the replay requires, and where a holder was rolled to the end, the last one told is the view's.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_20_totals_in_events_are_those_of_the_views() public {
        WalletReplay replay = handler.replay();
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            for (uint256 k = 0; k < holderCount; ++k) {
                address account = handler.holders(k);
                vm.recordLogs();
                assertTrue(manager.roll(pool, account, type(uint256).max));
                replay.take(vm.getRecordedLogs());
                assertEq(replay.holder(pool, account).locked, info(pool, k).locked);
            }
        }
    }

    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_21_parameters_touch_no_lock_that_exists() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (, GhostWallet ghost) = each(i);
            for (uint256 n = 0; n < ghost.count(); ++n) {
                GhostWallet.Payment memory p = ghost.payment(n);
                ICollateralManager.LockView memory held = manager.lockOf(p.id);
                assertEq(held.merchant, p.merchant);
                assertEq(held.settleBy, p.settleBy);
                assertEq(held.expiresAt, p.expiresAt);
                assertEq(held.claimDelay, p.claimDelay);
            }
        }
    }

    /// @dev What this contract holds is what it keeps for merchants, to the wei: nobody took and nobody gave.
    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_22_nobody_else_moves_tokens_of_the_manager() public view {
        Amp amp = Amp(address(manager.amp()));
        uint256 all;
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            uint256 held = amp.balanceOfByPartition(custodyOf(pool), address(manager));
            assertEq(held, ghost.keptInAll(), "custody");
            assertEq(held, manager.poolInfo(pool).deferred, "deferred");
            all += held;
        }
        assertEq(amp.balanceOf(address(manager)), all, "and nothing besides");
    }

    function custodyOf(bytes32 pool) private pure returns (bytes32) {
        return bytes32(bytes4(0xCCCCCCCC)) | ((pool << 32) >> 32);
    }

    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_23_nothing_called_from_within_a_payout_has_an_effect() public view {
        assertEq(handler.hostile().succeeded(), 0);
    }

    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_25_draws_stay_within_the_limit_and_locks_with_merchants_of_age() public view {
        assertEq(handler.drawsOverTheLimit(), 0);
        assertEq(handler.locksForTheYoung(), 0);
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            assertEq(manager.poolInfo(pool).drawnInWindow, ghost.drawnAt(vm.getBlockTimestamp()));
        }
    }

    /// @dev Each act is done to the ghost of its own pool alone, and both pools stay as their ghosts are.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_26_pools_are_apart() public view {
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            for (uint256 k = 0; k < holderCount; ++k) {
                address account = handler.holders(k);
                GhostWallet.Holder memory h = ghost.holderOf(account);
                IWalletCollateral.HolderView memory v = info(pool, k);
                uint256 locked = ghost.locked(account, today());
                assertEq(v.enrolled, h.enrolled, "enrolled");
                assertEq(v.ready, h.enrolled, "ready");
                assertEq(v.maxExposure, h.exposure, "maxExposure");
                assertEq(v.balance, h.balance, "balance");
                assertEq(v.locked, locked, "locked");
                assertEq(v.movable, h.balance - locked, "movable");
                assertEq(v.lockable, h.enrolled ? ghost.cap(account) - locked : 0, "lockable");
            }
        }
    }

    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_27_no_more_is_locked_than_the_holder_allows_and_has_there() public view {
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            for (uint256 k = 0; k < holderCount; ++k) {
                IWalletCollateral.HolderView memory v = info(pool, k);
                assertLe(v.locked, v.balance, "balance");
                assertLe(v.locked, v.maxExposure, "exposure");
            }
        }
    }

    /// forge-config: default.invariant.runs = 16
    /// forge-config: deep.invariant.runs = 60
    function invariant_32_no_more_comes_out_than_went_in() public view {
        Amp amp = Amp(address(manager.amp()));
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            uint256 deposited;
            uint256 out;
            for (uint256 k = 0; k < holderCount; ++k) {
                GhostWallet.Holder memory h = ghost.holderOf(handler.holders(k));
                deposited += h.deposited;
                out += h.withdrawn;
            }
            for (uint256 k = 0; k < merchantCount; ++k) {
                address merchant = handler.merchants(k);
                out += handler.paid(pool, merchant);
            }
            assertLe(out, deposited);
            uint256 inPlace = amp.totalSupplyByPartition(pool);
            uint256 kept = amp.totalSupplyByPartition(custodyOf(pool));
            assertEq(inPlace + kept + out, deposited, "to the wei");
        }
    }
}
