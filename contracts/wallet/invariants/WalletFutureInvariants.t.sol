// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Amp } from "../../amp/Amp.sol";
import { ERC1820_REGISTRY } from "../../amp/IERC1820Registry.sol";
import { Partition } from "../../amp/Partition.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { HostileMerchant } from "../HostileMerchant.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletFutures } from "./WalletFutures.sol";

/// @notice What holds of every future of collateral in place, whatever its past: invariants 7, 9, 24, 28, 29, 31. Each lets
///         something more happen after the act it follows; forge forgets it afterwards.
contract WalletFutureInvariants is WalletFutures {
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_07_rolling_never_fails_and_any_steps_lead_to_the_same() public {
        uint256 dice = uint256(keccak256(abi.encode(handler.acts(), vm.getBlockTimestamp())));
        vm.warp(vm.getBlockTimestamp() + dice % (16 * epochLength));
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            for (uint256 k = 0; k < holderCount; ++k) {
                address holder = handler.holders(k);
                bytes memory foreseen = abi.encode(info(pool, k));
                uint256 before = vm.snapshotState();
                assertTrue(manager.roll(pool, holder, type(uint256).max));
                assertEq(abi.encode(info(pool, k)), foreseen, "as the view foresaw");
                assertTrue(vm.revertToState(before));
                uint256 steps;
                while (!manager.roll(pool, holder, 1 + steps % 2)) {
                    assertEq(abi.encode(info(pool, k)), foreseen, "half way");
                    ++steps;
                }
                assertEq(abi.encode(info(pool, k)), foreseen, "in steps");
                assertTrue(manager.roll(pool, holder, 0), "nothing is left");
            }
        }
    }

    /// @dev Merchants claim what they can, anyone has it paid, time passes; then all holders leave with all they have.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_09_everyone_gets_out_with_every_pause_on_and_no_role_acting() public {
        Amp amp = Amp(address(manager.amp()));
        stopAll(true);
        for (uint256 i = 0; i < 2; ++i) {
            (, GhostWallet ghost) = each(i);
            for (uint256 n = 0; n < ghost.count(); ++n) {
                claimIfPossible(ghost.payment(n));
            }
        }
        while (payNextClaim()) { }
        vm.warp(vm.getBlockTimestamp() + 14 * epochLength);
        for (uint256 k = 0; k < holderCount; ++k) {
            leaves(amp, handler.holders(k));
        }
        for (uint256 k = 0; k < merchantCount; ++k) {
            collectsAll(handler.merchants(k));
        }
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            assertEq(amp.totalSupplyByPartition(pool), 0, "in place");
            assertEq(manager.poolInfo(pool).deferred, 0, "kept");
        }
        assertEq(amp.balanceOf(address(manager)), 0);
    }

    function claimIfPossible(GhostWallet.Payment memory p) private {
        ICollateralManager.LockView memory held = manager.lockOf(p.id);
        bool possible = held.status == ICollateralManager.LockStatus.Open && vm.getBlockTimestamp() >= held.settleBy
            && vm.getBlockTimestamp() + held.claimDelay < held.expiresAt;
        if (!possible) return;
        vm.prank(held.merchant);
        manager.claimPayment(p.id);
    }

    /// @dev Waits for the claim that matures first of those that are open, and has it paid.
    function payNextClaim() private returns (bool) {
        bytes32 first;
        uint256 soonest = type(uint256).max;
        for (uint256 i = 0; i < 2; ++i) {
            (, GhostWallet ghost) = each(i);
            for (uint256 n = 0; n < ghost.count(); ++n) {
                ICollateralManager.LockView memory held = manager.lockOf(ghost.payment(n).id);
                bool earlier = held.status == ICollateralManager.LockStatus.Claimed && held.claimMaturesAt < soonest;
                if (earlier) (first, soonest) = (ghost.payment(n).id, held.claimMaturesAt);
            }
        }
        if (first == 0) return false;
        if (soonest > vm.getBlockTimestamp()) vm.warp(soonest);
        uint256 remaining = manager.lockOf(first).remaining;
        vm.prank(stranger);
        manager.draw(first, remaining);
        assertTrue(manager.lockOf(first).status == ICollateralManager.LockStatus.Drawn);
        return true;
    }

    function leaves(Amp amp, address holder) private {
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            IWalletCollateral.HolderView memory v = manager.holderInfo(pool, holder);
            assertEq(v.locked, 0);
            if (v.balance != 0) takeOut(amp, pool, holder, v.balance);
            if (!v.enrolled) continue;
            vm.prank(holder);
            manager.unenroll(pool);
        }
        assertEq(ERC1820_REGISTRY.getManager(holder), holder, "speaks for itself again");
    }

    function collectsAll(address merchant) private {
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            (uint256 owed,) = manager.deferredOf(pool, merchant);
            if (owed == 0) continue;
            vm.prank(merchant);
            assertEq(manager.withdrawDeferred(pool, stranger), owed);
        }
    }

    /// @dev One of the eight combinations, in both pools, whatever is locked there.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_24_each_pause_stops_its_own_act_alone() public {
        uint256 bits = handler.acts() % 8;
        address newcomer = makeAddr("newcomer");
        vm.prank(newcomer);
        ERC1820_REGISTRY.setManager(newcomer, address(manager));
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            setUpForOne(pool, newcomer);
            address admin = manager.defaultAdmin();
            IWalletCollateral.WalletLock memory item = aWei(pool, newcomer, "first");
            vm.prank(operator);
            manager.lock(item);
            vm.prank(admin);
            manager.setPauses(pool, ICollateralManager.Pauses(bits & 1 != 0, bits & 2 != 0, bits & 4 != 0));

            if (bits & 1 != 0) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
            vm.prank(newcomer);
            manager.enroll(pool, 11);
            IWalletCollateral.WalletLock memory another = aWei(pool, newcomer, "second");
            if (bits & 2 != 0) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.LocksPaused.selector, pool));
            vm.prank(operator);
            manager.lock(another);
            if (bits & 4 != 0) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
            vm.prank(operator);
            manager.draw(item.paymentId, 1);
        }
    }

    /// @dev Limits that stop nothing, a merchant of age, ten wei of the newcomer's.
    function setUpForOne(bytes32 pool, address newcomer) private {
        stopAll(false);
        liftLimits(pool);
        vm.prank(newcomer);
        manager.enroll(pool, 10);
        Amp amp = Amp(address(manager.amp()));
        address giver = makeAddr("bob");
        vm.prank(giver);
        amp.transferByPartition(Partition.DEFAULT, giver, newcomer, 10, Partition.flagged(pool), "");
    }

    /// @dev All payments that are open, to the last wei, with holders that may have done anything before.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_28_a_slice_can_always_be_drawn() public {
        Amp amp = Amp(address(manager.amp()));
        stopAll(false);
        handler.hostile().feel(HostileMerchant.Mood.Kind);
        for (uint256 i = 0; i < 2; ++i) {
            (bytes32 pool, GhostWallet ghost) = each(i);
            liftLimits(pool);
            for (uint256 n = 0; n < ghost.count(); ++n) {
                GhostWallet.Payment memory p = ghost.payment(n);
                ICollateralManager.LockView memory held = manager.lockOf(p.id);
                bool alive = held.status == ICollateralManager.LockStatus.Open
                    || held.status == ICollateralManager.LockStatus.Claimed;
                if (!alive) continue;
                uint256 before = amp.balanceOfByPartition(Partition.DEFAULT, held.merchant);
                vm.prank(operator);
                manager.draw(p.id, held.remaining);
                uint256 got = amp.balanceOfByPartition(Partition.DEFAULT, held.merchant) - before;
                assertEq(got, held.remaining);
            }
        }
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_29_free_tokens_leave_in_one_transaction_and_no_others() public {
        Amp amp = Amp(address(manager.amp()));
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            for (uint256 k = 0; k < holderCount; ++k) {
                address holder = handler.holders(k);
                IWalletCollateral.HolderView memory v = info(pool, k);
                if (v.locked != 0) {
                    vm.expectRevert(
                        abi.encodeWithSelector(
                            IWalletCollateral.NotMovable.selector, pool, holder, v.movable + 1, v.movable
                        )
                    );
                    takeOut(amp, pool, holder, v.movable + 1);
                }
                if (v.movable != 0) takeOut(amp, pool, holder, v.movable);
                assertEq(info(pool, k).balance, v.locked);
            }
        }
    }

    /// @dev Five payments that compete for the same wallets, some of which cannot be.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: deep.invariant.runs = 60
    function invariant_31_a_batch_is_its_singles() public {
        uint256 dice = uint256(keccak256(abi.encode(handler.acts(), vm.getBlockTimestamp())));
        stopAll(false);
        bytes32 pool = handler.pools(dice % 2);
        liftLimits(pool);
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](5);
        bool[] memory singly = new bool[](5);
        bytes32[] memory ids = new bytes32[](5);
        for (uint256 n = 0; n < 5; ++n) {
            address holder = handler.holders((dice >> (8 * n)) % holderCount);
            items[n] = aWei(pool, holder, bytes32(dice ^ (n % 4)));
            items[n].slices[0].amount = uint96(1 + manager.holderInfo(pool, holder).lockable / 2);
            ids[n] = items[n].paymentId;
        }
        uint256 before = vm.snapshotState();
        for (uint256 n = 0; n < 5; ++n) {
            vm.prank(operator);
            try manager.lock(items[n]) {
                singly[n] = true;
            } catch { }
        }
        bytes memory state = stateOf(pool, ids);
        assertTrue(vm.revertToState(before));
        vm.prank(operator);
        assertEq(abi.encode(manager.lockBatch(items)), abi.encode(singly), "the same ones");
        assertEq(stateOf(pool, ids), state, "the same state");
        releaseAll(pool, ids, singly);
    }

    function releaseAll(bytes32 pool, bytes32[] memory ids, bool[] memory locked) private {
        uint256 count;
        for (uint256 n = 0; n < ids.length; ++n) {
            if (locked[n]) ids[count++] = ids[n];
        }
        assembly ("memory-safe") {
            mstore(ids, count)
        }
        uint256 before = vm.snapshotState();
        for (uint256 n = 0; n < count; ++n) {
            uint256 remaining = manager.lockOf(ids[n]).remaining;
            vm.prank(operator);
            manager.release(ids[n], remaining);
        }
        bytes memory state = stateOf(pool, ids);
        assertTrue(vm.revertToState(before));
        vm.prank(operator);
        manager.releaseBatch(ids);
        assertEq(stateOf(pool, ids), state, "released");
    }

    function stateOf(bytes32 pool, bytes32[] memory ids) private view returns (bytes memory state) {
        state = abi.encode(manager.locksPage(ids));
        for (uint256 k = 0; k < holderCount; ++k) {
            state = bytes.concat(state, abi.encode(info(pool, k)));
        }
    }
}
