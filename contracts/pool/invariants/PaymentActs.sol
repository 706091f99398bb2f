// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { HostileRecipient } from "../HostileRecipient.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandlerBase } from "./PoolHandlerBase.sol";

/// @title  PaymentActs
/// @notice Test only: what the operator and the merchants do, and strangers where they may.
abstract contract PaymentActs is PoolHandlerBase {
    // ---------------------------------------------------------------- lock

    /// @dev Within the rule; one time in eight a wei over it, which must be refused.
    function locks(uint256 where, uint256 who, uint256 amount, uint256 lasts) external act(false) {
        (, GhostPool ghost) = pick(where);
        ICollateralPool.PoolView memory v = manager.poolInfo(pool);
        uint256 room = ghost.capacity(v.params.maxUtilisationBps);
        room = room > ghost.locked() ? room - ghost.locked() : 0;
        assertEq(v.free, room, "free");
        bool tooMuch = room == 0 || amount % 8 == 0;
        if (amount % 8 == 1) amount = room;
        ICollateralPool.Lock memory item = payment(tooMuch ? room + 1 : bound(amount, 1, room));
        item.merchant = merchants[who % 6];
        item.settleBy = uint40(time() + 1 + lasts % 600);
        item.expiresAt = uint40(
            bound(lasts, item.settleBy + v.params.claimDelay + 1, time() + v.params.maxLockDuration)
        );
        GhostPool other = ghosts[who % ghosts.length];
        if (other.closed()) item.pool = other.pool(); // which takes none
        take(item);
    }

    /// @dev Locks, if it may be locked.
    function take(ICollateralPool.Lock memory item) internal returns (bool ok) {
        GhostPool ghost = ghosts[current[item.pool == pools[0] ? 0 : 1]];
        ICollateralPool.PoolParams memory params = manager.poolInfo(item.pool).params;
        bytes4 expected = lockRefusal(ghost, item, params);
        (ok,) = attempt(operator, address(manager), abi.encodeCall(ICollateralPool.lock, (item)), expected);
        if (!ok) {
            ++done["lock refused"];
            return false;
        }
        ghost.lock(item.paymentId, item.amount, item.expiresAt, (item.expiresAt + EPOCH - 1) / EPOCH);
        paymentIds.push(item.paymentId);
        ghostOf[item.paymentId] = ghost;
        if (manager.poolInfo(item.pool).locked > ghost.capacity(params.maxUtilisationBps)) ++capacityBreaches;
        if (time() < since[item.merchant] + params.merchantDelay) ++limitBreaches;
        ++done["lock"];
    }

    /// @dev The error that a lock with sound times meets, if any.
    function lockRefusal(GhostPool ghost, ICollateralPool.Lock memory item, ICollateralPool.PoolParams memory params)
        internal
        view
        returns (bytes4)
    {
        if (item.pool != ghost.pool()) return ICollateralPool.PoolClosed.selector;
        if (manager.poolInfo(item.pool).pauses.locks) return ICollateralManager.LocksPaused.selector;
        if (address(ghostOf[item.paymentId]) != address(0)) return ICollateralManager.PaymentIdUsed.selector;
        uint256 from = since[item.merchant];
        if (from == 0) return ICollateralManager.MerchantNotRegistered.selector;
        if (time() < from + params.merchantDelay) return ICollateralManager.MerchantTooNew.selector;
        bool fits = ghost.locked() + item.amount <= ghost.capacity(params.maxUtilisationBps);
        return fits ? bytes4(0) : ICollateralPool.CapacityExceeded.selector;
    }

    /// @dev Whatever became of the first payment of that id.
    function locksAgain(uint256 seed, uint256 where) external act(false) {
        if (paymentIds.length == 0) return;
        pick(where);
        if (manager.poolInfo(pool).pauses.locks) return;
        ICollateralPool.Lock memory item = payment(1);
        item.paymentId = paymentIds[seed % paymentIds.length];
        vm.prank(operator);
        (bool ok, bytes memory answer) = address(manager).call(abi.encodeCall(ICollateralPool.lock, (item)));
        forget();
        if (ok || bytes4(answer) != ICollateralManager.PaymentIdUsed.selector) ++idsReused;
        ++done["lock again"];
    }

    // ---------------------------------------------------------------- what becomes of it

    /// @dev Some payment, preferably one that is alive by the ghost's clock, preferably a claimed one if so wished.
    function some(uint256 seed, bool claimed)
        internal
        view
        returns (bytes32 id, GhostPool ghost, uint256 remaining, uint256 expiresAt, uint256 maturesAt, bool alive)
    {
        GhostPool.Status status;
        for (uint256 i = 0; i < paymentIds.length && i < 16; ++i) {
            id = paymentIds[(seed % paymentIds.length + i) % paymentIds.length];
            ghost = ghostOf[id];
            (remaining,, expiresAt, maturesAt, status) = ghost.payments(id);
            alive = expiresAt > time() && (status == GhostPool.Status.Open || status == GhostPool.Status.Claimed);
            if (alive && (!claimed || maturesAt != 0)) break;
        }
    }

    function releases(uint256 seed, uint256 amount, uint256 who) external act(false) {
        (bytes32 id, GhostPool ghost, uint256 remaining,, uint256 maturesAt, bool alive) = some(seed, false);
        if (id == 0) return;
        bool self = who % 2 == 0;
        amount = who % 4 < 2 || remaining == 0 ? remaining : bound(amount, 1, remaining);
        bytes4 expected;
        if (!alive) expected = ICollateralManager.LockNotOpen.selector;
        else if (!self && maturesAt != 0 && maturesAt <= time()) expected = ICollateralManager.ClaimMatured.selector;
        address by = self ? manager.lockOf(id).merchant : operator;
        (bool ok,) =
            attempt(by, address(manager), abi.encodeCall(ICollateralManager.release, (id, amount)), expected);
        if (!ok) return;
        ghost.free(id, amount);
        ++done["release"];
    }

    function claimsPayment(uint256 seed) external act(false) {
        (bytes32 id, GhostPool ghost,,, uint256 maturesAt, bool alive) = some(seed, false);
        if (!alive || maturesAt != 0) return;
        ICollateralManager.LockView memory held = manager.lockOf(id);
        if (held.settleBy > time()) {
            if (seed % 2 == 0) return;
            waitUntil(held.settleBy);
        }
        bytes4 expected = time() + held.claimDelay >= held.expiresAt
            ? ICollateralManager.ClaimTooLate.selector
            : bytes4(0);
        bytes memory input = abi.encodeCall(ICollateralManager.claimPayment, (id));
        (bool ok,) = attempt(held.merchant, address(manager), input, expected);
        if (!ok) return;
        ghost.claimPayment(id, time() + held.claimDelay);
        ++done["claim"];
    }

    function draws(uint256 seed, uint256 amount) external act(true) {
        (bytes32 id, GhostPool ghost, uint256 remaining,,, bool alive) = some(seed, false);
        if (id == 0) return;
        amount = seed % 2 == 0 || remaining == 0 ? remaining : bound(amount, 1, remaining);
        draws_(id, ghost, amount, remaining, alive);
    }

    function draws_(bytes32 id, GhostPool ghost, uint256 amount, uint256 remaining, bool alive) private {
        ICollateralPool.PoolView memory v = manager.poolInfo(ghost.pool());
        uint256 drawn = ghost.drawnInWindow();
        assertEq(v.drawnInWindow, drawn, "drawnInWindow");
        assertEq(v.windowEnds, ghost.windowEnds(), "windowEnds");
        (,,, uint256 maturesAt,) = ghost.payments(id);
        bool paysClaim = amount == remaining && maturesAt != 0 && maturesAt <= time();
        bytes4 expected;
        if (!alive) expected = ICollateralManager.LockNotOpen.selector;
        else if (!paysClaim && v.pauses.draws) expected = ICollateralManager.DrawsPaused.selector;
        else if (!paysClaim && drawn + amount > v.params.drawLimit) {
            expected = ICollateralManager.DrawLimitExceeded.selector;
        }
        if (!pay(id, amount, operator, expected)) {
            ++done["draw refused"];
            return;
        }
        if (!paysClaim && ghost.drawnInWindow() > v.params.drawLimit) ++limitBreaches;
        ++done["draw"];
    }

    /// @dev Locks all there is room for and draws it: in a pool that may be used to the full, all is lost.
    function ruins(uint256 where, uint256 left) external act(true) {
        if (left % 4 != 0) return; // rarely
        (, GhostPool ghost) = pick(where);
        uint256 room = manager.poolInfo(pool).free;
        if (room <= left % 1e6) return;
        ICollateralPool.Lock memory item = payment(room - left % 1e6);
        item.merchant = merchants[left % 6];
        item.expiresAt = item.settleBy = uint40(time() + 1);
        item.expiresAt += uint40(manager.poolInfo(pool).params.claimDelay + 1);
        if (!take(item)) return;
        draws_(item.paymentId, ghost, item.amount, item.amount, true);
        ++done["ruin"];
    }

    function strangerPaysClaim(uint256 seed) external act(true) {
        (bytes32 id, GhostPool ghost, uint256 remaining,, uint256 maturesAt, bool alive) = some(seed, true);
        if (!alive || maturesAt == 0) return;
        waitUntil(maturesAt);
        uint256 drawn = ghost.drawnInWindow();
        pay(id, remaining, stranger, 0);
        assertEq(ghost.drawnInWindow(), drawn, "no draw of the operator's");
        ++done["claim paid"];
    }

    /// @dev To a merchant that now takes it, or to another account that does.
    function withdrawsDeferred(uint256 who, uint256 where, uint256 elsewhere) external act(false) {
        (, GhostPool ghost) = pick(where);
        address account = merchants[4 + who % 2];
        bytes32 partition = partitionOf(ghost);
        uint256 owed = deferred[partition][account];
        if (owed == 0) return;
        address to = elsewhere % 2 == 0 ? stakers[0] : account;
        if (to == account && refuses(to)) hostile(account).become(HostileRecipient.Mood.Calm, 0);
        uint256 before = spendable(to);
        bytes memory input = abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, to));
        attempt(account, address(manager), input, 0);
        assertEq(spendable(to) - before, owed, "paid");
        deferred[partition][account] = 0;
        deferredInAll[partition] -= owed;
        amountOut[partition] += owed;
        ++done["deferred paid"];
    }
}
