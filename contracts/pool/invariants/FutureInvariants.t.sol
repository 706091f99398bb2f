// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { HostileRecipient } from "../HostileRecipient.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolFutures } from "./PoolFutures.sol";

/// @notice What holds of every future of a pool, whatever its past: each invariant lets the time go on by itself.
/// forge-config: default.invariant.runs = 8
/// forge-config: default.invariant.check-interval = 8
/// forge-config: deep.invariant.runs = 120
/// forge-config: deep.invariant.check-interval = 32
contract FutureInvariants is PoolFutures {
    /// @notice Rolling never fails, for any gap, and any steps lead to the same state, the one that the views foresaw.
    function invariant_07_rolling_never_fails_and_any_steps_lead_to_the_same() public {
        vm.warp(vm.getBlockTimestamp() + random("jump") % (40 * epochLength));
        for (uint256 i = 0; i < count(); ++i) {
            (bytes32 id, GhostPool g,) = each(i);
            uint256 before = vm.snapshotState();
            assertTrue(manager.roll(id, type(uint256).max));
            bytes32 whole_ = state(g);
            assertTrue(vm.revertToState(before));
            assertEq(state(g), whole_, "as the views foresaw");
            uint256 steps;
            while (!manager.roll(id, 1 + steps % 2)) {
                assertEq(state(g), whole_, "half way");
                ++steps;
            }
            assertEq(state(g), whole_, "in steps");
        }
    }

    /// @notice Everyone gets out with all they have, with every pause on and no role acting.
    function invariant_09_everyone_gets_out_with_every_pause_on_and_no_role_acting() public {
        for (uint256 i = 0; i < count(); ++i) {
            windDown(i);
            (bytes32 id,, ICollateralPool.PoolView memory v) = each(i);
            for (uint256 k = 0; k < 8; ++k) {
                ICollateralPool.AccountView memory a = manager.accountInfo(id, handler.stakers(k));
                assertEq(a.shares + a.fees + a.topUps, 0, "something is left");
            }
            assertEq(v.shares, 0, "nobody is left");
        }
    }

    /// @notice A merchant gets what it claims, by anyone's hand, with every pause on and a draw limit of nothing.
    function invariant_09_a_matured_claim_is_paid_with_every_pause_on() public {
        for (uint256 i = 0; i < 2; ++i) {
            open(i);
            uint256 free = manager.poolInfo(pool).free;
            if (free == 0) continue;
            uint256 amount = 1 + random("claim") % free;
            bytes32 id = lock(amount);
            ICollateralPool.PoolParams memory p = manager.poolInfo(pool).params;
            p.drawLimit = 0;
            setParams(p);
            pause(true, true, true);
            vm.warp(vm.getBlockTimestamp() + 60);
            vm.prank(merchant);
            manager.claimPayment(id);
            vm.warp(vm.getBlockTimestamp() + 10 minutes);
            uint256 before = manager.amp().balanceOfByPartition(0, merchant);
            vm.prank(stranger);
            manager.draw(id, amount);
            assertEq(manager.amp().balanceOfByPartition(0, merchant) - before, amount);
        }
    }

    /// @notice The claims of a bucket are its assets, and of a pool wound down nothing is left but crumbs of rewards.
    function invariant_10_claims_of_a_bucket_are_its_assets_and_a_wound_down_pool_is_empty() public {
        uint256[2] memory left;
        for (uint256 i = 0; i < count(); ++i) {
            windDown(i);
            (bytes32 id, GhostPool g, ICollateralPool.PoolView memory v) = each(i);
            assertEq(v.assets + v.locked + v.pendingShares + v.exitReserve, 0, "reserves");
            uint256 cut = 2 * g.looks() + (g.remainder(0) + g.remainder(1)) / 1e18 + 2;
            assertLe(v.rewardReserve, v.feesLeft + v.topUpsLeft + cut, "rewards");
            left[g.which()] += v.unallocated + v.rewardReserve;
            for (uint256 k = 0; k < g.ticketCount(); ++k) {
                (, uint256 epoch,,) = g.tickets(k);
                (uint256 shares, uint256 assets) = manager.bucketOf(id, epoch);
                assertEq(shares + assets, 0, "bucket");
                (, uint256 rolled, uint256 paid,,) = g.buckets(epoch);
                assertEq(paid, rolled, "paid");
            }
        }
        for (uint256 p = 0; p < 2; ++p) {
            assertEq(balanceOf(handler.pools(p)), left[p], "tokens");
        }
    }

    /// @dev Pauses all, then lets every account request what it holds, claim every ticket and its rewards, and collect
    ///      what was refused. Nobody with a role acts.
    function windDown(uint256 i) private {
        (bytes32 id, GhostPool g,) = each(i);
        pool = id;
        pause(true, true, true);
        uint256 cooldown = manager.poolInfo(id).params.cooldown;
        for (uint256 k = 0; k < 8; ++k) {
            address account = handler.stakers(k);
            if (account.code.length != 0) HostileRecipient(account).become(HostileRecipient.Mood.Calm, 0);
            uint256 held = g.sharesOf(account);
            if (held == 0) continue;
            requestAll(account);
            g.request(account, held, (vm.getBlockTimestamp() + cooldown) / epochLength + 1, 0);
        }
        if (g.lastEpoch() > today()) vm.warp(g.lastEpoch() * epochLength);
        g.roll(today());
        for (uint256 k = 0; k < g.ticketCount(); ++k) {
            (address account, uint256 epoch, uint256 shares,) = g.tickets(k);
            if (shares != 0) assertEq(claimExit(account, epoch), g.claim(k), "claim");
        }
        for (uint256 k = 0; k < 8; ++k) {
            claimRewards(g, handler.stakers(k));
        }
        for (uint256 k = 4; k < 6; ++k) {
            address account = handler.merchants(k);
            if (manager.accountInfo(id, account).deferred == 0) continue;
            vm.prank(account);
            manager.withdrawDeferred(id, newcomer);
        }
    }

    function claimRewards(GhostPool g, address account) private {
        (uint256 fees, uint256 topUps) = g.collect(account);
        if (fees + topUps == 0) return;
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = pool;
        vm.prank(account);
        manager.claimRewards(ids, account);
    }

    /// @notice Staking and leaving never pays.
    /// @dev Time passes until the exit is due, and others may leave meanwhile: what rounding takes from each of them,
    ///      less than a wei an exit, is left to those who stay.
    function invariant_11_staking_and_leaving_never_pays() public {
        for (uint256 i = 0; i < 2; ++i) {
            open(i);
            uint256 amount = 1e6 + random("stake") % 1e24;
            if (!takes(amount)) continue;
            give(newcomer, amount);
            inflow(newcomer, amount, "");
            assertLe(manager.accountInfo(pool, newcomer).assets, amount, "worth more than was staked");
            uint256 epoch = requestAll(newcomer);
            vm.warp(epoch * epochLength);
            uint256 back = claimExit(newcomer, epoch);
            assertLe(back, amount + ghost.ticketCount(), "gain");
            assertGe(back + 2 + amount / 1e12, amount, "nor is more lost than rounding takes");
        }
    }

    /// @notice Who stakes and leaves in one block earns nothing, whatever rewards come in that block and after.
    function invariant_18_staking_and_leaving_in_one_block_earns_nothing() public {
        for (uint256 i = 0; i < 2; ++i) {
            open(i);
            uint256 amount = 1e6 + random("stake") % 1e26;
            if (!takes(amount)) continue;
            give(newcomer, amount);
            inflow(newcomer, amount, "");
            inflow(rewarder, 1e24, abi.encode(bytes32("Fee")));
            requestAll(newcomer);
            inflow(rewarder, 1e24, abi.encode(bytes32("TopUp")));
            vm.warp(vm.getBlockTimestamp() + random("later") % (100 * epochLength));
            ICollateralPool.AccountView memory a = manager.accountInfo(pool, newcomer);
            assertEq(a.fees + a.topUps, 0);
        }
    }
}
