// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice How much a stolen operator key can take, and for whom.
contract DrawLimitsTest is PoolFixture {
    uint256 private windowEnds;

    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
        setLimit(10 ether, 6 hours, 0);
        windowEnds = (time() / 6 hours + 1) * 6 hours;
    }

    function setLimit(uint96 limit, uint32 window, uint32 merchantDelay) private {
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.drawLimit, p.drawWindow, p.merchantDelay) = (limit, window, merchantDelay);
        vm.prank(admin);
        manager.setParams(pool, p);
    }

    function exceeds(uint256 amount, uint256 drawn, uint256 limit) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.DrawLimitExceeded.selector, pool, amount, drawn, limit, windowEnds
            )
        );
    }

    function test_the_operator_draws_no_more_than_the_limit_in_a_window() public {
        bytes32 id = lock(100 ether);
        assertEq(info().windowEnds, windowEnds);
        exceeds(10 ether + 1, 0, 10 ether);
        draw(id, 10 ether + 1);
        draw(id, 7 ether);
        assertEq(info().drawnInWindow, 7 ether);
        exceeds(3 ether + 1, 7 ether, 10 ether);
        draw(id, 3 ether + 1);
        draw(id, 3 ether);
        exceeds(1, 10 ether, 10 ether);
        draw(id, 1);
    }

    function test_the_limit_is_whole_again_with_the_first_second_of_the_next_window() public {
        skipTo(windowEnds - 1);
        bytes32 id = lock(100 ether);
        draw(id, 10 ether);
        exceeds(1, 10 ether, 10 ether);
        draw(id, 1);
        skipTime(1);
        assertEq(info().drawnInWindow, 0);
        assertEq(info().windowEnds, windowEnds + 6 hours);
        draw(id, 10 ether);
        assertEq(info().drawnInWindow, 10 ether);
    }

    function test_a_matured_claim_is_paid_whatever_the_limit() public {
        bytes32 id = lock(100 ether);
        skipTime(1 hours);
        vm.prank(merchant);
        manager.claimPayment(id);
        exceeds(100 ether, 0, 10 ether);
        draw(id, 100 ether);
        skipTime(10 minutes);
        vm.prank(stranger);
        manager.draw(id, 100 ether);
        assertEq(info().drawnInWindow, 0, "and counts for nothing");
        assertEq(spendable(merchant), 100 ether);
    }

    function test_what_was_drawn_counts_on_when_the_limit_or_the_window_changes() public {
        bytes32 id = lock(100 ether);
        draw(id, 8 ether);
        setLimit(5 ether, 6 hours, 0);
        exceeds(1, 8 ether, 5 ether);
        draw(id, 1);
        setLimit(9 ether, 1 hours, 0);
        windowEnds = (time() / 1 hours + 1) * 1 hours;
        exceeds(1 ether + 1, 8 ether, 9 ether);
        draw(id, 1 ether + 1);
        draw(id, 1 ether);
    }

    function test_pools_have_limits_of_their_own() public {
        bytes32 first = lock(100 ether);
        draw(first, 10 ether);
        pool = open("SECOND", defaultParams());
        stake(bob, 100 ether);
        draw(lock(50 ether), 50 ether);
        assertEq(info().drawnInWindow, 50 ether);
    }

    // ---------------------------------------------------------------- merchants of age

    function test_a_merchant_is_locked_for_only_when_it_is_of_age() public {
        setLimit(10 ether, 6 hours, 2 days);
        address newcomer = makeAddr("newcomer");
        register(newcomer);
        uint256 usableFrom = time() + 2 days;
        ICollateralPool.Lock memory item = payment(1 ether);
        item.merchant = newcomer;
        skipTo(usableFrom - 1);
        (item.settleBy, item.expiresAt) = (uint40(time() + 1 hours), uint40(time() + 3 hours));
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.MerchantTooNew.selector, newcomer, usableFrom, usableFrom - 1
            )
        );
        vm.prank(operator);
        manager.lock(item);
        skipTime(1);
        vm.prank(operator);
        manager.lock(item);
    }

    function test_a_longer_delay_alters_no_lock_and_starting_anew_starts_the_age_anew() public {
        bytes32 id = lock(5 ether);
        setLimit(10 ether, 6 hours, 180 days);
        draw(id, 5 ether);
        setLimit(10 ether, 6 hours, 1 hours);
        skipTime(1 hours);
        vm.prank(registrar);
        manager.setMerchant(merchant, false);
        register(merchant);
        ICollateralPool.Lock memory item = payment(1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollateralManager.MerchantTooNew.selector, merchant, time() + 1 hours, time()
            )
        );
        vm.prank(operator);
        manager.lock(item);
    }
}
