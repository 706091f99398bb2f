// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice Fees and top-ups: how they come in, to whom they flow and when, how they go out.
contract RewardsTest is PoolFixture {
    uint256 private constant PERIOD = 24 * EPOCH;
    bytes32 private constant FEE = "Fee";
    bytes32 private constant TOP_UP = "TopUp";
    /// @dev Wei that are not enough for a scaled wei a share wait for more: one for each AMP that is staked.
    uint256 private constant GRAIN = 1000;

    function setUp() public {
        deployPool();
        stake(alice, 300 ether);
        stake(bob, 100 ether);
    }

    function owed(address account) private view returns (uint256 fees, uint256 topUps) {
        ICollateralPool.AccountView memory a = manager.accountInfo(pool, account);
        return (a.fees, a.topUps);
    }

    function owes(address account, uint256 fees, uint256 topUps) private view {
        (uint256 fee, uint256 topUp) = owed(account);
        assertEq(fee, fees, "fees");
        assertEq(topUp, topUps, "topUps");
    }

    function claim(address account, address to) private returns (uint256 fees, uint256 topUps) {
        vm.prank(account);
        return manager.claimRewards(only(pool), to);
    }

    function only(bytes32 id) private pure returns (bytes32[] memory pools) {
        pools = new bytes32[](1);
        pools[0] = id;
    }

    // ---------------------------------------------------------------- in

    function test_a_reward_is_told_and_streams_evenly_over_its_period() public {
        give(rewarder, 24 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.RewardFunded(
            pool, rewarder, ICollateralPool.RewardKind.Fee, 24 ether, 0, 24 ether, 0, PERIOD, 24 ether
        );
        vm.prank(rewarder);
        amp.transferByPartition(
            DEFAULT, rewarder, address(manager), 24 ether, toPartition(pool), abi.encode(FEE)
        );
        assertEq(info().assets, 400 ether, "no stake");
        owes(alice, 0, 0);
        skipTime(EPOCH);
        owes(alice, 0.75 ether, 0);
        owes(bob, 0.25 ether, 0);
        assertEq(info().feesLeft, 23 ether);
        assertEq(info().rewardReserve, 24 ether);
        assertEq(info().rewardSecondsLeft, PERIOD - EPOCH);
        skipTime(100 * PERIOD);
        owes(alice, 18 ether, 0);
        owes(bob, 6 ether, 0);
        assertEq(info().feesLeft + info().rewardSecondsLeft, 0);
    }

    function test_the_two_kinds_are_told_apart_to_the_end() public {
        reward(FEE, 24 ether);
        reward(TOP_UP, 48 ether);
        skipTime(EPOCH);
        owes(alice, 0.75 ether, 1.5 ether);
        assertEq(info().feesLeft, 23 ether);
        assertEq(info().topUpsLeft, 46 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.RewardClaimed(pool, alice, carol, 0.75 ether, 1.5 ether, 69.75 ether);
        (uint256 fees, uint256 topUps) = claim(alice, carol);
        assertEq(fees, 0.75 ether);
        assertEq(topUps, 1.5 ether);
        assertEq(spendable(carol), 1002.25 ether);
        owes(alice, 0, 0);
        owes(bob, 0.25 ether, 0.5 ether);
    }

    function test_more_of_it_lengthens_the_stream_by_its_weight_only() public {
        reward(FEE, 24 ether);
        skipTime(12 * EPOCH);
        reward(FEE, 12); // wei
        assertEq(info().rewardSecondsLeft, 12 * EPOCH + 1, "a speck holds nothing up");
        reward(TOP_UP, 12 ether);
        assertEq(info().rewardSecondsLeft, 18 * EPOCH + 1, "as much again: half way to a whole period");
    }

    function test_while_nobody_is_active_the_stream_stands_still() public {
        reward(FEE, 24 ether);
        requestExit(alice, 300 ether);
        requestExit(bob, 100 ether);
        skipTime(10 * PERIOD);
        assertEq(info().feesLeft, 24 ether);
        stake(carol, 10 ether);
        owes(carol, 0, 0);
        assertEq(info().feesLeft, 24 ether, "nothing for arriving");
        skipTime(EPOCH);
        owes(carol, 1 ether, 0);
        owes(alice, 0, 0);
    }

    function test_only_a_rewarder_rewards_and_only_with_a_known_tag() public {
        give(alice, 10 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NotRewarder.selector, alice));
        vm.prank(alice);
        amp.transferByPartition(DEFAULT, alice, address(manager), 10 ether, toPartition(pool), abi.encode(FEE));
        assertFalse(takes(alice, abi.encode(FEE), 10 ether));

        give(rewarder, 10 ether);
        bytes[4] memory tags =
            [abi.encode("Fee"), abi.encodePacked(FEE, uint8(0)), abi.encode(bytes32("fee")), bytes(hex"01")];
        for (uint256 i = 0; i < tags.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ICollateralManager.UnexpectedInflow.selector, pool, rewarder, 10 ether
                )
            );
            vm.prank(rewarder);
            amp.transferByPartition(DEFAULT, rewarder, address(manager), 10 ether, toPartition(pool), tags[i]);
            assertFalse(takes(rewarder, tags[i], 10 ether));
        }
        assertTrue(takes(rewarder, abi.encode(FEE), 10 ether));
        assertTrue(takes(rewarder, abi.encode(TOP_UP), 10 ether));
        stake(rewarder, 10 ether);
        assertEq(sharesOf(rewarder), 10 ether, "without a tag it is a stake like any other");
    }

    function takes(address from, bytes memory tag, uint256 value) private view returns (bool) {
        return manager.canReceive(0, pool, from, from, address(manager), value, "", tag);
    }

    function test_a_stream_holds_no_more_than_its_place() public {
        reward(TOP_UP, 1 ether);
        uint256 most = type(uint96).max - 1 ether;
        assertTrue(takes(rewarder, abi.encode(FEE), most));
        assertFalse(takes(rewarder, abi.encode(FEE), most + 1));
        give(rewarder, most + 1);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.RewardTooLarge.selector, most + 1, most));
        vm.prank(rewarder);
        amp.transferByPartition(DEFAULT, rewarder, address(manager), most + 1, toPartition(pool), abi.encode(FEE));
        reward(FEE, most);
        skipTime(PERIOD);
        (uint256 fees,) = owed(alice);
        assertLe(fees, most * 3 / 4);
        assertGe(fees + GRAIN, most * 3 / 4, "and all of it flows");
    }

    // ---------------------------------------------------------------- who earns

    function test_staking_and_leaving_in_one_block_earns_nothing() public {
        reward(FEE, 24 ether);
        skipTime(EPOCH);
        stake(carol, 1000 ether);
        owes(carol, 0, 0);
        requestExit(carol, 1000 ether);
        skipTime(PERIOD);
        owes(carol, 0, 0);
        owes(alice, 18 ether, 0);
    }

    function test_what_was_earned_before_a_change_of_shares_stays_earned() public {
        reward(FEE, 24 ether);
        skipTime(EPOCH);
        uint256 epoch = requestExit(alice, 300 ether);
        owes(alice, 0.75 ether, 0);
        skipTime(EPOCH);
        owes(alice, 0.75 ether, 0);
        owes(bob, 1.25 ether, 0);
        vm.prank(alice);
        manager.cancelExit(pool, epoch);
        skipTime(EPOCH);
        owes(alice, 1.5 ether, 0);
        owes(bob, 1.5 ether, 0);
        stake(bob, 200 ether);
        skipTime(EPOCH);
        (uint256 a,) = owed(alice);
        (uint256 b,) = owed(bob);
        assertGe(a + b + GRAIN, 4 ether);
        assertLe(a, 2 ether);
        assertLe(b, 2 ether);
    }

    function test_a_loss_takes_no_rewards_away() public {
        reward(FEE, 24 ether);
        skipTime(EPOCH);
        draw(lock(100 ether), 100 ether);
        owes(alice, 0.75 ether, 0);
        skipTime(EPOCH);
        owes(alice, 1.5 ether, 0);
    }

    function testFuzz_however_time_is_cut_nobody_gets_more_and_next_to_nothing_is_left(
        uint96 amount,
        uint16[8] memory steps,
        uint64 third
    ) public {
        reward(FEE, bound(amount, 1, 1e27));
        stake(carol, bound(third, 1 ether, 1e19));
        for (uint256 i = 0; i < steps.length; ++i) {
            skipTime(steps[i] % PERIOD);
            give(carol, 1 ether);
            stake(carol, 1 ether);
        }
        skipTime(PERIOD);
        uint256 reserve = info().rewardReserve;
        assertEq(info().feesLeft, 0);
        uint256 paid;
        address[3] memory stakers = [alice, bob, carol];
        for (uint256 i = 0; i < 3; ++i) {
            (uint256 fees,) = owed(stakers[i]);
            if (fees == 0) continue;
            (uint256 got,) = claim(stakers[i], stakers[i]);
            assertEq(got, fees, "as foreseen");
            paid += got;
        }
        assertLe(paid, reserve);
        assertLe(reserve - paid, GRAIN + 3 * 11, "but a wei for each account and step, and the grain");
        assertEq(info().rewardReserve, reserve - paid);
    }

    // ---------------------------------------------------------------- out

    function test_who_has_earned_nothing_claims_nothing() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NoRewards.selector, alice));
        claim(alice, alice);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.NoRewards.selector, alice));
        vm.prank(alice);
        manager.compound(pool);
        vm.expectRevert(ICollateralManager.ZeroAddress.selector);
        claim(alice, address(0));
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, bytes32("x")));
        vm.prank(alice);
        manager.claimRewards(only("x"), alice);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, bytes32("x")));
        vm.prank(alice);
        manager.compound("x");
    }

    function test_rewards_of_several_pools_come_at_once_and_a_pool_named_twice_pays_once() public {
        bytes32 first = pool;
        reward(FEE, 24 ether);
        pool = open("SECOND", defaultParams());
        stake(alice, 100 ether);
        reward(TOP_UP, 24 ether);
        bytes32 empty = open("EMPTY", defaultParams());
        skipTime(EPOCH);
        bytes32[] memory pools = new bytes32[](4);
        (pools[0], pools[1], pools[2], pools[3]) = (first, pool, first, empty);
        uint256 before = spendable(alice);
        vm.expectEmit(address(manager));
        emit ICollateralPool.RewardClaimed(first, alice, alice, 0.75 ether, 0, 23.25 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.RewardClaimed(pool, alice, alice, 0, 1 ether, 23 ether);
        vm.expectEmit(address(manager));
        emit ICollateralPool.RewardClaimed(first, alice, alice, 0, 0, 23.25 ether); // for the record
        vm.prank(alice);
        (uint256 fees, uint256 topUps) = manager.claimRewards(pools, alice);
        assertEq(fees, 0.75 ether);
        assertEq(topUps, 1 ether);
        assertEq(spendable(alice) - before, 1.75 ether);
    }

    function test_rewards_are_claimed_by_who_left_long_ago() public {
        reward(FEE, 24 ether);
        skipTime(EPOCH);
        uint256 epoch = requestExit(alice, 300 ether);
        skipTo(epoch * EPOCH);
        claimExit(alice, epoch);
        skipTime(PERIOD);
        (uint256 fees,) = claim(alice, alice);
        assertEq(fees, 0.75 ether);
    }

    function test_compounding_stakes_what_was_earned_and_moves_no_token() public {
        reward(FEE, 24 ether);
        reward(TOP_UP, 24 ether);
        skipTime(EPOCH);
        uint256 held = amp.balanceOfByPartition(pool, address(manager));
        vm.expectEmit(address(manager));
        emit ICollateralPool.RewardClaimed(
            pool, alice, address(manager), 0.75 ether, 0.75 ether, 46.5 ether
        );
        vm.expectEmit(address(manager));
        emit ICollateralPool.Supplied(
            pool, alice, 1.5 ether, 1.5 ether, 301.5 ether, 401.5 ether, 401.5 ether, 0
        );
        vm.prank(alice);
        (uint256 amount, uint256 shares) = manager.compound(pool);
        assertEq(amount, 1.5 ether);
        assertEq(shares, 1.5 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), held);
        assertEq(held, info().assets + info().rewardReserve);
        owes(alice, 0, 0);
    }

    function test_compounding_is_a_stake_with_pauses_and_the_least_shares_but_without_a_least_amount() public {
        reward(FEE, 24 * 400);
        skipTime(EPOCH);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.BelowMinShares.selector, 300, 1e6));
        vm.prank(alice);
        manager.compound(pool);
        reward(FEE, 24 ether);
        skipTime(1 minutes);
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(true, true, true));
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
        vm.prank(alice);
        manager.compound(pool);
        (uint256 fees,) = claim(alice, alice);
        assertLt(fees, 1 ether, "while rewards are never paused");

        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(false, false, false));
        skipTime(1 minutes);
        vm.prank(alice);
        (uint256 amount,) = manager.compound(pool);
        assertLt(amount, 1 ether, "less than a stake must be");
    }

    function test_parameters_do_not_touch_a_stream_that_flows() public {
        reward(FEE, 24 ether);
        ICollateralPool.PoolParams memory p = defaultParams();
        p.rewardEpochs = 1;
        vm.prank(admin);
        manager.setParams(pool, p);
        skipTime(EPOCH);
        owes(alice, 0.75 ether, 0);
        assertEq(info().rewardSecondsLeft, PERIOD - EPOCH);
    }
}
