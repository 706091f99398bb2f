// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { HookProbe } from "../../testing/HookProbe.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandlerBase } from "./PoolHandlerBase.sol";

/// @title  StakerActs
/// @notice Test only: what stakers do.
abstract contract StakerActs is PoolHandlerBase {
    function stakes(uint256 who, uint256 where, uint256 scale, uint256 amount) external act(false) {
        (, GhostPool ghost) = pick(where);
        address account = stakers[who % 8];
        amount = bound(amount, 1e6, 10 ** bound(scale, 7, 27));
        bytes4 expected = stakeRefusal(ghost, amount, manager.poolInfo(pool).params.minStake);
        bytes memory input = transferIn(account, amount, "");
        assertEq(manager.canReceive(0, pool, account, account, address(manager), amount, "", ""), expected == 0, "can");
        uint256 foreseen = expected == 0 ? manager.previewStake(pool, amount) : 0;
        (bool ok,) = attempt(account, address(amp), input, expected);
        if (!ok) return;
        amountIn[pool] += amount;
        uint256 minted = ghost.stake(account, amount);
        assertEq(foreseen, minted, "previewStake");
        ++done["stake"];
        if (ghost.down(minted, ghost.assets(), ghost.shares()) > amount) ++profitableStakes;
    }

    function transferIn(address from, uint256 amount, bytes memory operatorData) internal view returns (bytes memory) {
        return abi.encodeCall(
            IAmp.transferByPartition, (DEFAULT, from, address(manager), amount, toPartition(pool), operatorData)
        );
    }

    /// @dev The error that a stake meets, if any.
    function stakeRefusal(GhostPool ghost, uint256 amount, uint256 minStake) internal view returns (bytes4) {
        if (ghost.closed()) return ICollateralPool.PoolClosed.selector;
        if (manager.poolInfo(ghost.pool()).pauses.stakes) return ICollateralManager.StakesPaused.selector;
        if (amount < minStake) return ICollateralPool.BelowMinStake.selector;
        uint256 minted = ghost.minted(amount);
        if (ghost.shares() + minted > type(uint128).max) return ICollateralPool.PoolExhausted.selector;
        return minted < 1e6 ? ICollateralPool.BelowMinShares.selector : bytes4(0);
    }

    function requestsExit(uint256 who, uint256 where, uint256 part) external act(false) {
        GhostPool ghost = pickAny(where);
        (address account, uint256 held) = holder(ghost, who);
        if (held == 0) return;
        uint256 amount = part % 4 == 0 ? held : bound(part, 1, held);
        uint256 cooldown = manager.poolInfo(pool).params.cooldown;
        uint256 wait = cooldown > longestLock[ghost.which()] ? cooldown : longestLock[ghost.which()];
        (uint256 foreseenTaken,, uint256 foreseenEpoch,) = manager.previewExit(pool, account, amount);
        vm.prank(account);
        (uint256 epoch, uint256 taken) = manager.requestExit(pool, amount);
        (uint256 ghostEpoch, uint256 ghostTaken) =
            ghost.request(account, amount, (time() + cooldown) / EPOCH + 1, time() + wait + EPOCH);
        assertEq(epoch, ghostEpoch, "exit epoch");
        assertEq(taken, ghostTaken, "shares taken");
        assertEq(foreseenEpoch, epoch, "previewExit: epoch");
        assertEq(foreseenTaken, taken, "previewExit: taken");
        ++done["request"];
    }

    function cancelsExit(uint256 seed, uint256 where) external act(false) {
        GhostPool ghost = pickAny(where);
        (uint256 place, address account, uint256 epoch, uint256 shares) = ticket(ghost, seed);
        if (shares == 0) return;
        bytes4 expected;
        if (epoch <= now_()) expected = ICollateralPool.ExitAlreadyDue.selector;
        else if (ghost.sharesOf(account) + shares < 1e6) expected = ICollateralPool.BelowMinShares.selector;
        bytes memory input = abi.encodeCall(ICollateralPool.cancelExit, (pool, epoch));
        (bool ok,) = attempt(account, address(manager), input, expected);
        if (!ok) return;
        ghost.cancel(place);
        ++done["cancel"];
    }

    /// @dev Waits for a ticket that is not due, but one time in four tries at once.
    function claimsExit(uint256 seed, uint256 where) external act(false) {
        GhostPool ghost = pickAny(where);
        (uint256 place, address account, uint256 epoch, uint256 shares) = ticket(ghost, seed);
        if (shares == 0) return;
        if (epoch > now_() && seed % 4 != 0) waitUntil(epoch * EPOCH);
        uint256 foreseen = manager.ticketOf(pool, account, epoch).assets;
        bytes4 expected;
        if (epoch > now_()) expected = ICollateralPool.ExitNotDue.selector;
        else if (foreseen != 0 && refuses(account)) expected = HookProbe.Refused.selector;
        bytes memory input = abi.encodeCall(ICollateralPool.claimExit, (pool, one(epoch), account));
        uint256 before = spendable(account);
        (bool ok, bytes memory answer) = attempt(account, address(manager), input, expected);
        if (!ok) {
            ++done["exit refused"];
            return;
        }
        assertEq(spendable(account) - before, foreseen, "paid");
        assertEq(abi.decode(answer, (uint256)), foreseen, "ticketOf");
        assertEq(ghost.claim(place), foreseen, "claimed");
        amountOut[partitionOf(ghost)] += foreseen;
        ++done["exit"];
    }

    function one(uint256 epoch) internal pure returns (uint256[] memory epochs) {
        epochs = new uint256[](1);
        epochs[0] = epoch;
    }

    /// @dev Out of any generation into either pool, or into a generation that takes nobody.
    function switches(uint256 seed, uint256 where, uint256 to) external act(false) {
        GhostPool ghost = pickAny(where);
        (uint256 place, address account, uint256 epoch, uint256 shares) = ticket(ghost, seed);
        if (shares == 0) return;
        waitUntil(epoch * EPOCH);
        GhostPool target = to % 8 == 0 ? ghosts[to % ghosts.length] : ghosts[current[to % 2]];
        uint256 amount = manager.ticketOf(pool, account, epoch).assets;
        (bool ok, bytes memory answer) = attempt(
            account,
            address(manager),
            abi.encodeCall(ICollateralPool.switchPool, (pool, one(epoch), target.pool())),
            stakeRefusal(target, amount, manager.poolInfo(target.pool()).params.minStake)
        );
        if (!ok) {
            ++done["switch refused"];
            return;
        }
        assertEq(amount, ghost.claim(place), "claimed");
        assertEq(keccak256(answer), keccak256(abi.encode(amount, target.stake(account, amount))), "switched");
        if (ghost.which() != target.which()) {
            amountOut[partitionOf(ghost)] += amount;
            amountIn[partitionOf(target)] += amount;
        }
        ++done["switch"];
    }

    function claimsRewards(uint256 who, uint256 first, uint256 second) external act(false) {
        GhostPool[] memory from = new GhostPool[](first % 4 == 0 ? 1 : 2);
        from[0] = pickAny(first);
        if (from.length == 2) from[1] = pickAny(second);
        address account = stakers[who % 8];
        (bytes32[] memory ids, uint256 due) = dueIn(from, account);
        bytes4 expected = due == 0
            ? ICollateralPool.NoRewards.selector
            : refuses(account) ? HookProbe.Refused.selector : bytes4(0);
        uint256 before = spendable(account);
        bytes memory input = abi.encodeCall(ICollateralPool.claimRewards, (ids, account));
        (bool ok, bytes memory answer) = attempt(account, address(manager), input, expected);
        if (!ok) return;
        assertEq(spendable(account) - before, due, "paid");
        uint256[2] memory sums = collected(from, account);
        assertEq(keccak256(answer), keccak256(abi.encode(sums)), "by kind");
        assertEq(sums[0] + sums[1], due, "accountInfo");
        ++done["rewards claimed"];
    }

    function dueIn(GhostPool[] memory from, address account) private view returns (bytes32[] memory ids, uint256 due) {
        ids = new bytes32[](from.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = from[i].pool();
            if (i == 1 && address(from[0]) == address(from[1])) continue; // the second time there is nothing
            ICollateralPool.AccountView memory a = manager.accountInfo(ids[i], account);
            due += a.fees + a.topUps;
        }
    }

    function collected(GhostPool[] memory from, address account) private returns (uint256[2] memory sums) {
        for (uint256 i = 0; i < from.length; ++i) {
            (uint256 fees, uint256 topUps) = from[i].collect(account);
            amountOut[partitionOf(from[i])] += fees + topUps;
            (sums[0], sums[1]) = (sums[0] + fees, sums[1] + topUps);
        }
    }

    function compounds(uint256 who, uint256 where) external act(false) {
        GhostPool ghost = pickAny(where);
        (address account,) = holder(ghost, who);
        ICollateralPool.AccountView memory a = manager.accountInfo(pool, account);
        uint256 due = a.fees + a.topUps;
        bytes4 expected = due == 0 ? ICollateralPool.NoRewards.selector : stakeRefusal(ghost, due, 0);
        bytes memory input = abi.encodeCall(ICollateralPool.compound, (pool));
        (bool ok, bytes memory answer) = attempt(account, address(manager), input, expected);
        if (!ok) return;
        (uint256 fees, uint256 topUps) = ghost.collect(account);
        (uint256 amount, uint256 minted) = abi.decode(answer, (uint256, uint256));
        assertEq(fees, a.fees, "fees");
        assertEq(topUps, a.topUps, "top-ups");
        assertEq(amount, due, "compounded");
        assertEq(minted, ghost.stake(account, amount), "minted");
        ++done["compound"];
    }
}
