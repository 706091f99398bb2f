// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolInvariantBase } from "./PoolInvariantBase.sol";

/// @notice What holds of every future of a pool, whatever its past: invariants 7, 9, 10, and 11 to its end. Each lets the
///         time go on after the act it follows; forge forgets it afterwards.
contract FutureInvariants is PoolInvariantBase {
    address private newcomer = makeAddr("newcomer");

    function invariant_07_rolling_never_fails_and_any_steps_lead_to_the_same() public {
        uint256 jump = uint256(keccak256(abi.encode(handler.acts(), vm.getBlockTimestamp()))) % (40 * epochLength);
        vm.warp(vm.getBlockTimestamp() + jump);
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            uint256 before = vm.snapshotState();
            assertTrue(manager.roll(pool, type(uint256).max));
            bytes32 whole = state(i);
            assertTrue(vm.revertToState(before));
            assertEq(state(i), whole, "as the views foresaw");
            uint256 steps;
            while (!manager.roll(pool, 1 + steps % 2)) {
                assertEq(state(i), whole, "half way");
                ++steps;
            }
            assertEq(state(i), whole, "in steps");
        }
    }

    function state(uint256 i) private view returns (bytes32 hash) {
        (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
        hash = keccak256(abi.encode(v));
        for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
            (address account, uint256 epoch,,) = ghost.tickets(k);
            hash = keccak256(abi.encode(hash, manager.ticketOf(pool, account, epoch)));
        }
        for (uint256 k = 0; k < 8; ++k) {
            hash = keccak256(abi.encode(hash, manager.accountInfo(pool, handler.stakers(k))));
        }
    }

    function invariant_09_everyone_gets_out_with_every_pause_on_and_no_role_acting() public {
        for (uint256 i = 0; i < 2; ++i) {
            windDown(i);
            (bytes32 pool,, ICollateralPool.PoolView memory v) = each(i);
            for (uint256 k = 0; k < 8; ++k) {
                assertEq(manager.accountInfo(pool, handler.stakers(k)).shares, 0);
            }
            assertEq(v.shares, 0, "nobody is left");
        }
    }

    function invariant_10_claims_of_a_bucket_are_its_assets_and_a_wound_down_pool_is_empty() public {
        for (uint256 i = 0; i < 2; ++i) {
            windDown(i);
            (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            assertEq(v.assets + v.locked + v.pendingShares + v.exitReserve, 0, "reserves");
            assertEq(manager.amp().balanceOfByPartition(pool, address(manager)), v.unallocated, "tokens");
            for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
                (, uint256 epoch,,) = ghost.tickets(k);
                (uint256 shares, uint256 assets) = manager.bucketOf(pool, epoch);
                assertEq(shares + assets, 0, "bucket");
                (, uint256 rolled, uint256 paid,,) = ghost.buckets(epoch);
                assertEq(paid, rolled, "paid");
            }
        }
    }

    /// @dev Pauses all, then lets every account request what it holds and claim every ticket. Nobody with a role acts.
    function windDown(uint256 i) private {
        (bytes32 pool, GhostPool ghost,) = each(i);
        ghost.roll(today());
        vm.prank(manager.defaultAdmin());
        manager.setPauses(pool, ICollateralManager.Pauses(true, true, true));
        uint256 cooldown = manager.poolInfo(pool).params.cooldown;
        for (uint256 k = 0; k < 8; ++k) {
            address account = handler.stakers(k);
            uint256 held = ghost.sharesOf(account);
            if (held == 0) continue;
            vm.prank(account);
            manager.requestExit(pool, held);
            ghost.request(account, held, (vm.getBlockTimestamp() + cooldown) / epochLength + 1, 0);
        }
        if (ghost.lastEpoch() > today()) vm.warp(ghost.lastEpoch() * epochLength);
        ghost.roll(today());
        uint256[] memory epochs = new uint256[](1);
        for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
            (address account, uint256 epoch, uint256 shares,) = ghost.tickets(k);
            if (shares == 0) continue;
            epochs[0] = epoch;
            vm.prank(account);
            assertEq(manager.claimExit(pool, epochs, account), ghost.claim(k), "claim");
        }
    }

    /// @dev Time passes until the exit is due, and others may leave meanwhile: what rounding takes from each of them,
    ///      less than a wei an exit, is left to those who stay.
    function invariant_11_staking_and_leaving_never_pays() public {
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) = each(i);
            if (v.assets * 1e12 < v.shares) continue; // takes no stakes
            uint256 amount = 1e6 + uint256(keccak256(abi.encode(handler.acts()))) % 1e24;
            handler.stakeFor(newcomer, i, amount);
            ICollateralPool.AccountView memory held = manager.accountInfo(pool, newcomer);
            assertLe(held.assets, amount, "worth more than was staked");
            uint256 shares = held.shares;
            vm.prank(newcomer);
            (uint256 epoch,) = manager.requestExit(pool, shares);
            vm.warp(epoch * epochLength);
            uint256[] memory epochs = new uint256[](1);
            epochs[0] = epoch;
            vm.prank(newcomer);
            uint256 back = manager.claimExit(pool, epochs, newcomer);
            assertLe(back, amount + ghost.ticketCount(), "gain");
            assertGe(back + 2 + amount / 1e12, amount, "nor is more lost than rounding takes");
        }
    }
}
