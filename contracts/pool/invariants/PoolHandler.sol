// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandlerBase } from "./PoolHandlerBase.sol";

/// @title  PoolHandler
/// @notice Test only: what eight stakers, four merchants, the role holders and strangers do to two pools, in any order
///         and with any time in between. Each act is done to a ghost too, and must have the same outcome.
/// @dev    Acts either succeed or meet the very error that was foreseen; a call that cannot mean anything returns.
contract PoolHandler is PoolHandlerBase {
    // ---------------------------------------------------------------- stakers

    function stakes(uint256 who, uint256 where, uint256 scale, uint256 amount) external act(false) {
        (, GhostPool ghost) = pick(where);
        address account = stakers[who % 8];
        amount = bound(amount, 1e6, 10 ** bound(scale, 7, 27));
        if (ghost.exhausted()) {
            give(account, amount);
            vm.expectRevert(
                abi.encodeWithSelector(
                    ICollateralPool.PoolExhausted.selector, pool, ghost.assets(), ghost.shares()
                )
            );
            stake(account, amount);
            ++done["exhausted"];
            return;
        }
        uint256 foreseen = manager.previewStake(pool, amount);
        uint256 minted = stakeBoth(ghost, account, amount);
        assertEq(foreseen, minted, "previewStake");
        ++done["stake"];
        ICollateralPool.PoolView memory v = manager.poolInfo(pool);
        if (minted * v.assets / v.shares > amount) ++profitableStakes;
    }

    function requestsExit(uint256 who, uint256 where, uint256 part) external act(false) {
        (uint256 p, GhostPool ghost) = pick(where);
        address account;
        uint256 held;
        for (uint256 i = 0; i < 8 && held == 0; ++i) {
            account = stakers[(who % 8 + i) % 8];
            held = ghost.sharesOf(account);
        }
        if (held == 0) return;
        uint256 amount = part % 4 == 0 ? held : bound(part, 1, held);
        ICollateralPool.PoolParams memory params = manager.poolInfo(pool).params;
        uint256 wait = params.cooldown > longestLock[p] ? params.cooldown : longestLock[p];
        (uint256 foreseenTaken,, uint256 foreseenEpoch,) = manager.previewExit(pool, account, amount);
        vm.prank(account);
        (uint256 epoch, uint256 taken) = manager.requestExit(pool, amount);
        ++done["request"];
        (uint256 ghostEpoch, uint256 ghostTaken) = ghost.request(
            account, amount, (time() + params.cooldown) / EPOCH + 1, time() + wait + EPOCH
        );
        assertEq(epoch, ghostEpoch, "exit epoch");
        assertEq(taken, ghostTaken, "shares taken");
        assertEq(foreseenEpoch, epoch, "previewExit: epoch");
        assertEq(foreseenTaken, taken, "previewExit: taken");
    }

    function cancelsExit(uint256 seed, uint256 where) external act(false) {
        (, GhostPool ghost) = pick(where);
        (uint256 which, address account, uint256 epoch, uint256 shares) = ticket(ghost, seed);
        if (shares == 0) return;
        uint256 after_ = ghost.sharesOf(account) + shares;
        if (epoch <= now_()) {
            vm.expectRevert(
                abi.encodeWithSelector(ICollateralPool.ExitAlreadyDue.selector, epoch, epoch * EPOCH)
            );
        } else if (after_ < 1e6) {
            vm.expectRevert(abi.encodeWithSelector(ICollateralPool.BelowMinShares.selector, after_, 1e6));
        } else {
            ghost.cancel(which);
            ++done["cancel"];
        }
        vm.prank(account);
        manager.cancelExit(pool, epoch);
    }

    /// @dev Waits for a ticket that is not due, but one time in four tries at once.
    function claimsExit(uint256 seed, uint256 where) external act(false) {
        (, GhostPool ghost) = pick(where);
        (uint256 which, address account, uint256 epoch, uint256 shares) = ticket(ghost, seed);
        if (shares == 0) return;
        if (epoch > now_()) {
            if (seed % 4 == 0) {
                vm.expectRevert(
                    abi.encodeWithSelector(ICollateralPool.ExitNotDue.selector, epoch, epoch * EPOCH, time())
                );
                claimExit(account, epoch);
                return;
            }
            waitUntil(epoch * EPOCH);
        }
        uint256 foreseen = manager.ticketOf(pool, account, epoch).assets;
        uint256 before = spendable(account);
        uint256 amount = claimExit(account, epoch);
        amountOut[pool] += amount;
        ++done["exit"];
        assertEq(amount, ghost.claim(which), "claimed");
        assertEq(foreseen, amount, "ticketOf");
        assertEq(spendable(account) - before, amount, "paid");
    }

    /// @notice For invariants that go on by themselves: a stake of somebody new.
    function stakeFor(address account, uint256 where, uint256 amount) external {
        pick(where);
        give(account, amount);
        stake(account, amount);
    }

    // ---------------------------------------------------------------- operator, merchants

    function locks(uint256 where, uint256 who, uint256 amount, uint256 lasts) external act(false) {
        (uint256 p, GhostPool ghost) = pick(where);
        ICollateralPool.PoolView memory v = manager.poolInfo(pool);
        uint256 room = ghost.capacity(v.params.maxUtilisationBps);
        room = room > ghost.locked() ? room - ghost.locked() : 0;
        assertEq(v.free, room, "free");
        bool tooMuch = room == 0 || amount % 8 == 0;
        ICollateralPool.Lock memory item = payment(tooMuch ? room + 1 : amount % 8 == 1 ? room : bound(amount, 1, room));
        item.merchant = merchants[who % 4];
        item.settleBy = uint40(time() + 1 + lasts % 600);
        item.expiresAt = uint40(
            bound(lasts, item.settleBy + v.params.claimDelay + 1, time() + v.params.maxLockDuration)
        );
        if (tooMuch) {
            vm.prank(operator);
            (bool ok, bytes memory refusal) = address(manager).call(abi.encodeCall(ICollateralPool.lock, (item)));
            if (ok) ++capacityBreaches;
            else assertEq(refusal, overTheRule(item.amount, v));
            return;
        }
        take(item, p, ghost);
        ++done["lock"];
        if (manager.poolInfo(pool).locked > ghost.capacity(v.params.maxUtilisationBps)) ++capacityBreaches;
    }

    function overTheRule(uint256 amount, ICollateralPool.PoolView memory v) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(ICollateralPool.CapacityExceeded.selector, pool, amount, v.locked, v.capacity);
    }

    function releases(uint256 seed, uint256 amount, bool whole, bool self) external act(false) {
        (bytes32 id, GhostPool ghost, ICollateralManager.LockView memory held) = alive(seed, false);
        if (id == 0) return;
        amount = whole ? held.remaining : bound(amount, 1, held.remaining);
        bool matured = held.claimMaturesAt != 0 && held.claimMaturesAt <= time();
        if (matured && !self) {
            vm.expectRevert(
                abi.encodeWithSelector(ICollateralManager.ClaimMatured.selector, id, held.claimMaturesAt)
            );
        } else {
            ghost.free(id, amount);
            ++done["release"];
        }
        vm.prank(self ? held.merchant : operator);
        manager.release(id, amount);
    }

    function claimsPayment(uint256 seed) external act(false) {
        (bytes32 id,, ICollateralManager.LockView memory held) = alive(seed, false);
        if (id == 0 || held.status == ICollateralManager.LockStatus.Claimed) return;
        if (held.settleBy > time()) {
            if (seed % 2 == 0) return;
            waitUntil(held.settleBy);
        }
        if (time() + held.claimDelay >= held.expiresAt) return;
        vm.prank(held.merchant);
        manager.claimPayment(id);
        ++done["claim"];
    }

    function draws(uint256 seed, uint256 amount, bool whole) external act(true) {
        (bytes32 id, GhostPool ghost, ICollateralManager.LockView memory held) = alive(seed, false);
        if (id == 0) return;
        amount = whole ? held.remaining : bound(amount, 1, held.remaining);
        pay(id, ghost, held, amount, operator);
        ++done["draw"];
    }

    /// @dev Locks all there is room for and draws it: in a pool that may be used to the full, all is lost.
    function ruins(uint256 where, uint256 left) external act(true) {
        if (left % 4 != 0) return; // rarely
        (, GhostPool ghost) = pick(where);
        uint256 room = manager.poolInfo(pool).free;
        if (room <= left % 1e6) return;
        ICollateralPool.Lock memory item = payment(room - left % 1e6);
        item.merchant = merchants[0];
        item.expiresAt = item.settleBy = uint40(time() + 1);
        item.expiresAt += uint40(manager.poolInfo(pool).params.claimDelay + 1);
        take(item, where % 2, ghost);
        pay(item.paymentId, ghost, manager.lockOf(item.paymentId), item.amount, operator);
        ++done["ruin"];
    }

    function strangerPaysClaim(uint256 seed) external act(true) {
        (bytes32 id, GhostPool ghost, ICollateralManager.LockView memory held) = alive(seed, true);
        if (id == 0) return;
        waitUntil(held.claimMaturesAt);
        pay(id, ghost, held, held.remaining, stranger);
        ++done["claim paid"];
    }

    // ---------------------------------------------------------------- time, parameters, anyone

    function passes(uint256 elapsed, uint256 kind) external act(false) {
        skipTime(kind % 16 == 0 ? bound(elapsed, 1, 100_000 * EPOCH) : bound(elapsed, 1, 4 * EPOCH));
    }

    /// @dev To the last second of an epoch or the first of the next.
    function passesToEdge(bool before) external act(false) {
        uint256 edge = (now_() + 1) * EPOCH - (before ? 1 : 0);
        if (edge > time()) skipTo(edge);
    }

    function rolls(uint256 where, uint256 most) external act(false) {
        pick(where);
        // Half way, the events tell of half way, while views look to the end.
        if (!manager.roll(pool, most % 4)) vm.getRecordedLogs();
    }

    function setsParams(uint256 where, uint256 bps, uint256 cooldown, uint256 longest)
        external
        act(false)
    {
        (uint256 p,) = pick(where);
        ICollateralPool.PoolParams memory params = manager.poolInfo(pool).params;
        params.maxUtilisationBps = uint16(bound(bps, 5000, 10_000));
        params.cooldown = uint32(bound(cooldown, 0, 10 * EPOCH));
        params.maxLockDuration = uint32(bound(longest, 1 hours, 12 * EPOCH));
        if (params.maxLockDuration > longestLock[p]) longestLock[p] = params.maxLockDuration;
        vm.prank(admin);
        manager.setParams(pool, params);
    }
}
