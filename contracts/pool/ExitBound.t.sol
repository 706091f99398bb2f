// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice The theorem: exits never fail for want of liquidity, and wait at most max(cooldown, maxLockDuration) plus
///         one epoch, whatever the operator does.
contract ExitBoundTest is PoolFixture {
    function setUp() public {
        deployPool();
    }

    /// @dev The operator locks all it can, for as long as it can, before the request and at every turn after it.
    function testFuzz_an_operator_that_locks_all_it_can_holds_nobody_up(
        uint256 cooldown,
        uint256 longest,
        uint256 utilisation,
        uint256 amount,
        uint256[6] memory pauses
    ) public {
        ICollateralPool.PoolParams memory p = defaultParams();
        p.cooldown = uint32(bound(cooldown, 0, 2 days));
        p.maxLockDuration = uint32(bound(longest, 1 hours, 2 days));
        p.maxUtilisationBps = uint16(bound(utilisation, 1, 10_000));
        vm.prank(admin);
        manager.setParams(pool, p);
        stake(alice, 1000 ether);
        stake(bob, 500 ether);
        amount = bound(amount, 1e6, 1000 ether);

        skipTime(bound(pauses[0], 0, 2 * EPOCH));
        lockAll();
        skipTime(bound(pauses[1], 0, 2 * EPOCH));
        lockAll();
        uint256 requestedAt = time();
        uint256 epoch = requestExit(alice, amount);
        uint256 taken = manager.ticketOf(pool, alice, epoch).shares;
        uint256 longestWait = p.cooldown > p.maxLockDuration ? p.cooldown : p.maxLockDuration;
        assertLe(epoch * EPOCH, requestedAt + longestWait + EPOCH, "the bound");
        assertGt(epoch * EPOCH, requestedAt + p.cooldown, "and not before the cooldown");

        for (uint256 i = 2; i < 6; ++i) {
            uint256 pause = bound(pauses[i], 0, 12 hours);
            if (time() + pause >= epoch * EPOCH) break;
            skipTime(pause);
            lockAll();
            assertEq(manager.ticketOf(pool, alice, epoch).shares, taken, "same ticket");
        }
        skipTo(epoch * EPOCH);
        lockAll();
        assertEq(claimExit(alice, epoch), taken, "in full");
        assertLe(info().locked, info().assets);
    }

    /// @dev Even a lock after the request, which ends after the ticket, is covered by those who stay.
    function test_locks_after_a_request_may_outlast_it_and_do_not_hold_it_up() public {
        stake(alice, 500 ether);
        stake(bob, 500 ether);
        uint256 epoch = requestExit(alice, 500 ether);
        skipTo(epoch * EPOCH - 1);
        lockAll();
        assertEq(info().locked, 450 ether);
        assertGt(info().latestLockEnd, epoch);
        skipTime(1);
        assertEq(claimExit(alice, epoch), 500 ether);
    }

    function lockAll() private {
        uint256 free = info().free;
        if (free == 0) return;
        uint256 longest = info().params.maxLockDuration;
        ICollateralPool.Lock memory item = payment(free);
        (item.settleBy, item.expiresAt) = (uint40(time() + 1), uint40(time() + longest));
        vm.prank(operator);
        manager.lock(item);
    }
}
