// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice The way in: one Amp transfer, shares at the price of the moment.
contract StakingTest is PoolFixture {
    function setUp() public {
        deployPool();
    }

    function test_the_first_stake_gets_a_share_a_wei() public {
        vm.expectEmit(address(manager));
        emit ICollateralPool.Supplied(pool, alice, 10 ether, 10 ether, 10 ether, 10 ether, 10 ether, 0);
        stake(alice, 10 ether);
        assertEq(sharesOf(alice), 10 ether);
        assertEq(manager.accountInfo(pool, alice).assets, 10 ether);
    }

    function test_later_stakes_get_the_price_that_losses_left_floored() public {
        stake(alice, 10 ether);
        draw(lock(7 ether), 7 ether);
        uint256 shares = uint256(10 ether) * 10 ether / 3 ether;
        assertEq(manager.previewStake(pool, 10 ether), shares);
        stake(bob, 10 ether);
        assertEq(sharesOf(bob), shares);
        assertEq(manager.accountInfo(pool, bob).assets, 10 ether - 1, "never more than was staked");
        assertEq(manager.accountInfo(pool, alice).assets, 3 ether, "nor less for those who were there");
        stake(bob, 5 ether);
        assertEq(sharesOf(bob), shares + uint256(5 ether) * (10 ether + shares) / 13 ether, "adds up");
    }

    function test_tokens_moved_by_an_operator_are_their_owners_stake() public {
        vm.prank(alice);
        amp.authorizeOperator(bob);
        vm.prank(bob);
        amp.transferByPartition(DEFAULT, alice, address(manager), 10 ether, toPartition(pool), "");
        assertEq(sharesOf(alice), 10 ether);
        assertEq(sharesOf(bob), 0);
    }

    function test_a_stake_below_the_minimum_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.BelowMinStake.selector, 1 ether - 1, 1 ether));
        stake(alice, 1 ether - 1);
        stake(alice, 1 ether);
    }

    function test_nobody_but_amp_reports_a_stake() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotAmp.selector, alice));
        vm.prank(alice);
        manager.tokensReceived(0x2036a94d, pool, alice, alice, address(manager), 10 ether, "", "");
    }

    // ---------------------------------------------------------------- what is no stake

    function test_nothing_is_no_stake() public {
        expectNoStake(pool, stranger, 0);
        vm.prank(stranger);
        amp.transferByPartition(DEFAULT, stranger, address(manager), 0, toPartition(pool), "");
    }

    function test_tagged_tokens_are_no_stake() public {
        expectNoStake(pool, alice, 10 ether);
        vm.prank(alice);
        amp.transferByPartition(DEFAULT, alice, address(manager), 10 ether, toPartition(pool), hex"01");
    }

    function test_the_default_partition_takes_nothing() public {
        expectNoStake(DEFAULT, alice, 10 ether);
        vm.prank(alice);
        amp.transfer(address(manager), 10 ether);
    }

    function test_a_pool_that_was_not_opened_takes_nothing() public {
        bytes32 closed = poolPartition("CLOSED", address(manager));
        expectNoStake(closed, alice, 10 ether);
        send(alice, address(manager), 10 ether, closed);
    }

    function test_minted_tokens_are_no_stake() public {
        swapToken.mint(address(manager), 10 ether);
        vm.prank(address(manager));
        swapToken.approve(address(amp), 10 ether);
        expectNoStake(DEFAULT, address(0), 10 ether);
        amp.swap(address(manager));
    }

    /// @dev Cases that Amp itself lets nobody bring about.
    function test_whatever_amp_may_say_tokens_of_nobody_of_itself_or_for_others_are_no_stake() public {
        report(address(0), address(manager));
        report(address(manager), address(manager));
        report(alice, bob);
    }

    function report(address from, address to) private {
        assertFalse(manager.canReceive(0, pool, from, from, to, 10 ether, "", ""));
        expectNoStake(pool, from, 10 ether);
        vm.prank(address(amp));
        manager.tokensReceived(0x2036a94d, pool, from, from, to, 10 ether, "", "");
    }

    function expectNoStake(bytes32 partition, address from, uint256 value) private {
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, partition, from, value)
        );
    }

    // ---------------------------------------------------------------- prices that cannot be fair

    /// @dev After so great a loss a wei buys a million million shares, and there is a number of shares that a pool cannot
    ///      count.
    function test_a_stake_of_more_shares_than_a_pool_can_count_is_refused() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.minStake) = (10_000, 1e6);
        vm.prank(admin);
        manager.setParams(pool, p);
        stake(alice, 1 ether);
        draw(lock(1 ether - 1e6), 1 ether - 1e6);
        stake(bob, 1e6);
        assertEq(sharesOf(bob), 1 ether, "a million millionth of a wei a share is still a price");

        uint256 most = (uint256(type(uint128).max) - 2 ether) / 1e12;
        give(carol, most + 1);
        assertTrue(canStake(carol, most));
        assertFalse(canStake(carol, most + 1));
        bytes memory refusal = abi.encodeWithSelector(ICollateralPool.PoolExhausted.selector, pool, 2e6, 2 ether);
        vm.expectRevert(refusal);
        stake(carol, most + 1);
        vm.expectRevert(refusal);
        manager.previewStake(pool, most + 1);
        stake(carol, most);
        assertEq(sharesOf(carol), most * 1e12);
    }

    function test_a_stake_that_would_mint_less_than_the_least_holding_is_refused() public {
        stake(alice, 1 ether);
        // A price above one, which the pool's own arithmetic never reaches.
        setFirstSlot(type(uint104).max / 2);
        uint256 minted = uint256(1 ether) * 1 ether / (type(uint104).max / 2);
        assertLt(minted, 1e6);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.BelowMinShares.selector, minted, 1e6));
        stake(bob, 1 ether);
        assertFalse(canStake(bob, 1 ether));
    }

    function test_dust_without_an_owner_is_no_gift_to_the_next_staker() public {
        setFirstSlot(7); // as rounding might leave it
        vm.expectEmit(address(manager));
        emit ICollateralPool.Supplied(pool, alice, 10 ether, 10 ether, 10 ether, 10 ether, 10 ether, 7);
        stake(alice, 10 ether);
        assertEq(info().unallocated, 7);
        assertEq(manager.accountInfo(pool, alice).assets, 10 ether);
    }

    /// @dev Writes the pool's assets, with nothing locked and the epoch as it is.
    function setFirstSlot(uint256 assets) private {
        vm.record();
        manager.roll(pool, 0);
        (bytes32[] memory reads,) = vm.accesses(address(manager));
        bytes32 slot = reads[reads.length - 1];
        uint256 rest = uint256(vm.load(address(manager), slot)) >> 208; // the epoch rolled, and the book's number
        assertEq(uint32(rest), manager.epochOf(time()), "not the slot that was meant");
        vm.store(address(manager), slot, bytes32((rest << 208) | assets));
        assertEq(info().assets, assets);
    }

    // ---------------------------------------------------------------- advice, inflation

    function test_canReceive_says_beforehand_what_the_hook_will_do() public {
        assertTrue(canStake(alice, 1 ether));
        assertFalse(canStake(alice, 1 ether - 1), "too little");
        assertFalse(manager.canReceive(0, DEFAULT, alice, alice, address(manager), 1 ether, "", ""), "no pool");
        assertFalse(manager.canReceive(0, pool, alice, alice, address(manager), 1 ether, "", hex"01"), "tagged");
        assertFalse(canStake(alice, 0), "nothing");
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(true, false, false));
        assertFalse(canStake(alice, 1 ether), "paused");
    }

    function canStake(address account, uint256 value) private view returns (bool) {
        return manager.canReceive(0, pool, account, account, address(manager), value, toPartition(pool), "");
    }

    /// @dev The classic attack on share prices needs a tiny first stake and a donation. Neither is to be had.
    function testFuzz_the_first_staker_cannot_take_from_the_second(uint256 first, uint256 second, uint256 kept) public {
        first = bound(first, 1 ether, 1000 ether);
        second = bound(second, 1 ether, 1000 ether);
        stake(alice, first);
        kept = bound(kept, 1e6, first - 1);
        uint256 epoch = requestExit(alice, first - kept);
        skipTo(epoch * EPOCH);
        claimExit(alice, epoch);
        stake(bob, second);
        assertEq(manager.accountInfo(pool, bob).assets, second);
        assertEq(manager.accountInfo(pool, alice).assets, kept);
    }
}
