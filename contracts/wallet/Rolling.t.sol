// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice What time frees, in one go, in steps, and after however long.
contract WalletRollingTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
    }

    /// @dev Slices that end with each of the next twelve epochs, that of the seventh released again.
    function twelveEpochs() private returns (uint256 first) {
        first = manager.epochOf(time()) + 1;
        for (uint256 i = 0; i < 12; ++i) {
            IWalletCollateral.WalletLock memory item = payment(alice, (i + 1) * 1 ether);
            item.settleBy = uint40(time() + 1);
            item.expiresAt = uint40((first + i) * EPOCH);
            lockItem(item);
            if (i == 6) release(item.paymentId, 7 ether);
        }
        assertEq(lockedOf(alice), 71 ether);
    }

    function roll(uint256 most) private returns (bool) {
        return manager.roll(pool, alice, most);
    }

    function test_each_epoch_frees_its_own_at_its_first_second() public {
        uint256 first = twelveEpochs();
        uint256 locked = 71 ether;
        for (uint256 i = 0; i < 12; ++i) {
            skipTo((first + i) * EPOCH - 1);
            assertEq(lockedOf(alice), locked);
            skipTime(1);
            uint256 freed = i == 6 ? 0 : (i + 1) * 1 ether;
            locked -= freed;
            assertEq(lockedOf(alice), locked, "seen");
            if (freed != 0) {
                vm.expectEmit(address(manager));
                emit IWalletCollateral.HolderRolled(pool, alice, first + i, freed, locked);
            }
            assertTrue(roll(1));
            assertEq(lockedOf(alice), locked, "done");
        }
    }

    function test_any_steps_lead_to_the_same() public {
        twelveEpochs();
        skipTime(20 * EPOCH);
        IWalletCollateral.HolderView memory foreseen = info(alice);
        assertEq(foreseen.locked, 0);
        for (uint256 step = 1; step < 5; ++step) {
            uint256 before = vm.snapshotState();
            uint256 calls;
            while (!roll(step)) {
                assertEq(abi.encode(info(alice)), abi.encode(foreseen), "half way");
                ++calls;
            }
            assertEq(calls, (12 - 1) / step);
            assertEq(abi.encode(info(alice)), abi.encode(foreseen));
            vm.revertToState(before);
        }
    }

    function test_rolling_tells_whether_anything_is_left() public {
        assertTrue(roll(0), "nothing was ever locked");
        twelveEpochs();
        assertTrue(roll(0), "nothing has ended");
        skipTime(2 * EPOCH);
        assertFalse(roll(0), "there is something to do");
        assertFalse(roll(1));
        assertTrue(roll(1));
        assertTrue(roll(0));
        assertTrue(manager.roll(pool, stranger, 0), "of anyone");
    }

    function test_only_in_a_pool_that_exists() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
        manager.roll(DEFAULT, alice, 1);
    }

    function test_new_locks_after_an_unfinished_roll_are_counted_right() public {
        uint256 first = twelveEpochs();
        skipTo((first + 3) * EPOCH);
        assertFalse(roll(2));
        lock(alice, 39 ether); // 61 are left of the twelve
        assertEq(lockedOf(alice), 100 ether);
        skipTime(24 * EPOCH);
        assertEq(lockedOf(alice), 0);
        exit(alice, 100 ether);
    }

    function test_a_wallet_untouched_for_100_000_epochs_rolls_like_one_of_yesterday() public {
        twelveEpochs();
        skipTime(100_000 * EPOCH);
        uint256 gas = gasleft();
        exit(alice, 100 ether);
        assertLt(gas - gasleft(), 200_000);
        deposit(alice, 100 ether);
        skipTime(100_000 * EPOCH);
        gas = gasleft();
        lock(alice, 1 ether);
        assertLt(gas - gasleft(), 200_000, "with nothing due at all");
        skipTime(4 * EPOCH);
        assertEq(lockedOf(alice), 0);
    }

    function test_a_slice_that_ends_far_away_is_found_past_years_of_nothing() public {
        IWalletCollateral.WalletParams memory p = defaultParams();
        p.maxLockDuration = uint32(1000 * EPOCH);
        vm.prank(admin);
        manager.setParams(pool, p);
        IWalletCollateral.WalletLock memory item = payment(alice, 60 ether);
        uint256 end = manager.epochOf(time()) + 1000;
        item.expiresAt = uint40(end * EPOCH);
        lockItem(item);
        skipTime(600 * EPOCH);
        assertTrue(roll(1), "nothing on the way");
        assertEq(lockedOf(alice), 60 ether);
        skipTo(end * EPOCH - 1);
        assertFalse(manager.canTransfer(0, pool, alice, alice, alice, 40 ether + 1, "", ""));
        skipTime(1);
        assertEq(lockedOf(alice), 0);
        exit(alice, 100 ether);
    }

    /// @dev The worst that an operator can do to a holder: a wei in every epoch that a lock may last.
    function test_what_is_free_leaves_in_one_transaction_after_a_wei_in_every_epoch() public {
        manager = newManager(10);
        giveRoles();
        register(merchant);
        IWalletCollateral.WalletParams memory p = defaultParams();
        p.claimDelay = 0;
        p.maxLockDuration = 2048 * 10 + 1;
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.InvalidParams.selector, p));
        open("LONG", p);
        p.maxLockDuration = 2048 * 10;
        pool = open("LONG", p);
        join(bob, 100 ether);
        uint256 first = time() / 10 + 1;
        for (uint256 i = 0; i < 2048; ++i) {
            IWalletCollateral.WalletLock memory item = payment(bob, 1);
            item.settleBy = uint40(time() + 1);
            item.expiresAt = uint40((first + i) * 10);
            lockItem(item);
        }
        assertEq(lockedOf(bob), 2048);
        skipTo((first + 2048) * 10);
        uint256 gas = gasleft();
        exit(bob, 100 ether);
        assertLt(gas - gasleft(), 15_000_000, "a transaction has 16,777,216");
    }
}
