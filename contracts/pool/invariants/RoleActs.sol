// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandlerBase } from "./PoolHandlerBase.sol";

/// @title  RoleActs
/// @notice Test only: what admin, guardian, registrar and rewarder do, and what time does.
abstract contract RoleActs is PoolHandlerBase {
    /// @dev Rarely for ages, and never beyond the year 2106, up to which the manager counts.
    function passes(uint256 elapsed, uint256 kind) external act(false) {
        bool ages = kind % 16 == 0 && time() < 3.5e9;
        waitUntil(time() + (ages ? bound(elapsed, 1, 100_000 * EPOCH) : bound(elapsed, 1, 4 * EPOCH)));
    }

    /// @dev To the last second of an epoch or the first of the next.
    function passesToEdge(uint256 before) external act(false) {
        waitUntil((now_() + 1) * EPOCH - before % 2);
    }

    function rolls(uint256 where, uint256 most) external act(false) {
        pickAny(where);
        // Half way, the events tell of half way, while views look to the end.
        if (!manager.roll(pool, most % 4)) manager.roll(pool, type(uint256).max);
        ++done["roll"];
    }

    function setsParams(uint256 where, uint256 seed) external act(false) {
        GhostPool ghost = pickAny(where);
        ICollateralPool.PoolParams memory p = manager.poolInfo(pool).params;
        uint256 r = uint256(keccak256(abi.encode(seed)));
        p.maxUtilisationBps = r % 2 == 0 ? 10_000 : uint16(bound(r >> 8, 5000, 10_000));
        p.cooldown = uint32(bound(r >> 24, 0, 10 * EPOCH));
        p.maxLockDuration = uint32(bound(r >> 40, 1 hours, 12 * EPOCH));
        p.claimDelay = uint32(bound(r >> 56, 0, 30 minutes));
        p.merchantDelay = r % 3 == 0 ? uint32(bound(r >> 72, 1, 8 * EPOCH)) : 0;
        p.rewardEpochs = uint16(bound(r >> 88, 1, 48));
        p.drawWindow = uint32(bound(r >> 104, 1 hours, 48 * EPOCH));
        p.drawLimit = r % 5 == 0 ? uint96(bound(r >> 120, 0, 1e24)) : 1e28;
        p.minStake = r % 4 == 0 ? uint88(bound(r >> 136, 1e6, 1e18)) : 1e6;
        if (p.maxLockDuration > longestLock[ghost.which()]) longestLock[ghost.which()] = p.maxLockDuration;
        vm.prank(admin);
        manager.setParams(pool, p);
        ghost.setWindow(p.drawWindow);
        assertEq(abi.encode(manager.poolInfo(pool).params), abi.encode(p));
        ++done["params"];
    }

    function pauses(uint256 where, uint256 which) external act(false) {
        pickAny(where);
        // Mostly nothing is paused: else little would happen.
        uint256 on = which % 3 == 0 ? which / 3 : 0;
        ICollateralManager.Pauses memory p = ICollateralManager.Pauses(on & 1 != 0, on & 2 != 0, on & 4 != 0);
        vm.prank(guardian);
        manager.setPauses(pool, p);
        assertEq(abi.encode(manager.poolInfo(pool).pauses), abi.encode(p));
        ++done["pauses"];
    }

    function setsMerchant(uint256 who, uint256 registered) external act(false) {
        address merchant_ = merchants[who % 6];
        bool on = registered % 4 != 0;
        vm.prank(registrar);
        manager.setMerchant(merchant_, on);
        if (!on) since[merchant_] = 0;
        else if (since[merchant_] == 0) since[merchant_] = time();
        assertEq(manager.merchantSince(merchant_), since[merchant_], "merchantSince");
        ++done["merchant"];
    }

    function funds(uint256 where, uint256 kind, uint256 scale, uint256 amount) external act(false) {
        (, GhostPool ghost) = pick(where);
        amount = bound(amount, 1, 10 ** bound(scale, 1, 25));
        bytes32 tag = kind % 2 == 0 ? bytes32("Fee") : bytes32("TopUp");
        uint256 room = type(uint96).max - ghost.left(0) - ghost.left(1) - ghost.unallocated();
        bytes memory input = abi.encodeCall(
            IAmp.transferByPartition,
            (DEFAULT, rewarder, address(manager), amount, toPartition(pool), abi.encode(tag))
        );
        bytes4 expected = amount > room ? ICollateralPool.RewardTooLarge.selector : bytes4(0);
        (bool ok,) = attempt(rewarder, address(amp), input, expected);
        if (!ok) return;
        amountIn[pool] += amount;
        ghost.fund(kind % 2, amount, manager.poolInfo(pool).params.rewardEpochs * EPOCH);
        ++done["reward"];
    }
}
