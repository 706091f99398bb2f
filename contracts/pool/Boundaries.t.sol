// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";
import { PoolMath } from "./PoolMath.sol";
import { Book, PoolState, Rewards } from "./PoolState.sol";
import { PoolTerms } from "./PoolTerms.sol";
import { PoolViews } from "./PoolViews.sol";
import { RewardBook } from "./RewardBook.sol";
import { RewardMath } from "./RewardMath.sol";

/// @notice What lies exactly on the edge between yes and no.
contract BoundariesTest is PoolFixture {
    PoolState private _state;

    function setUp() public {
        deployPool();
    }

    function test_tokens_put_in_place_under_this_manager_by_mistake_leave_again() public {
        bytes32 inPlace = holderPartition("MAIN", address(manager));
        send(bob, bob, 10 ether, inPlace);
        assertTrue(manager.canTransfer(0, inPlace, bob, bob, stranger, 10 ether, "", ""));
        vm.prank(bob);
        amp.transferByPartition(inPlace, bob, stranger, 10 ether, toPartition(DEFAULT), "");
        assertEq(spendable(stranger), 10 ether);
    }

    function test_the_least_shares_there_may_be_are_enough() public {
        ICollateralPool.PoolParams memory params = defaultParams();
        params.minStake = uint88(manager.MIN_SHARES());
        pool = open("SMALL", params);
        stake(alice, params.minStake);
        assertEq(sharesOf(alice), manager.MIN_SHARES());

        uint256 epoch = requestExit(alice, params.minStake);
        vm.prank(alice);
        manager.cancelExit(pool, epoch);
        assertEq(sharesOf(alice), manager.MIN_SHARES(), "and to come back with");
    }

    /// @dev As many as there is room for, and one more.
    function test_a_pool_takes_shares_up_to_all_that_fit() public {
        uint256 room = 5e12;
        PoolMath.Totals memory t;
        t.shares = type(uint128).max - room;
        t.assets = t.shares / 1e12;
        bytes memory full = abi.encodeWithSelector(ICollateralPool.PoolExhausted.selector, pool, t.assets, t.shares);
        Book storage book = _state.books[pool];
        (uint256 shares, bytes memory refusal) = PoolTerms.stake(pool, book, t, 5, 0);
        assertEq(shares, room);
        assertEq(refusal.length, 0);
        (, refusal) = PoolTerms.stake(pool, book, t, 6, 0);
        assertEq(refusal, full);

        book.number = 1;
        (book.shares, book.assets) = (uint128(t.shares), uint104(t.assets));
        assertEq(PoolViews.previewStake(_state, pool, 5, EPOCH), room);
        vm.expectRevert(full);
        this.preview(6);
    }

    function preview(uint256 value) external view {
        PoolViews.previewStake(_state, pool, value, EPOCH);
    }

    function test_of_both_streams_less_flows_rather_than_more() public pure {
        Rewards memory r;
        (r.feesLeft, r.topUpsLeft, r.secondsLeft) = (10, 11, 3);
        RewardMath.accrue(r, 1, 1);
        assertEq(r.feesLeft, 7);
        assertEq(r.topUpsLeft, 8);
        assertEq(r.feesPerShare, 3e18);
        assertEq(r.topUpsPerShare, 3e18);
    }

    /// @dev Rounding leaves none today; whatever will, it goes to the stakers once.
    function test_what_is_nobodys_becomes_a_reward_and_is_no_more() public {
        Book storage book = _state.books[pool];
        (book.number, book.rewardEpochs, book.unallocated) = (1, 24, 7);
        RewardBook.fund(_state, pool, rewarder, ICollateralPool.RewardKind.Fee, 100, EPOCH);
        assertEq(book.unallocated, 0);
        assertEq(_state.rewards[1].feesLeft, 100);
        assertEq(_state.rewards[1].topUpsLeft, 7);
        assertEq(_state.rewardReserve[1], 107);
    }

    function test_a_ticket_is_due_at_its_instant_and_not_a_second_before() public {
        stake(alice, 10 ether);
        uint256 epoch = requestExit(alice, 10 ether);
        skipTo(epoch * EPOCH - 1);
        assertFalse(manager.ticketOf(pool, alice, epoch).rolled);
        skipTime(1);
        assertTrue(manager.ticketOf(pool, alice, epoch).rolled);
    }

    /// @dev 400,000 for the payout, a 63rd of that which a call keeps back, and 80,000 to end with.
    function test_a_payout_says_how_much_gas_it_needs() public {
        stake(alice, 100 ether);
        bytes memory act = abi.encodeCall(ICollateralManager.draw, (lock(10 ether), 10 ether));
        vm.prank(operator);
        (bool paid, bytes memory answer) = address(manager).call{ gas: 480_000 }(act);
        assertFalse(paid);
        assertEq(bytes4(answer), ICollateralManager.NotEnoughGas.selector);
        (uint256 left, uint256 needed) = abi.decode(_data(answer), (uint256, uint256));
        assertEq(needed, 400_000 + 6_349 + 80_000);
        assertLt(left, needed);
    }

    /// @dev Of an error, what comes after its selector.
    function _data(bytes memory answer) private pure returns (bytes memory data) {
        data = new bytes(answer.length - 4);
        for (uint256 i = 0; i < data.length; ++i) {
            data[i] = answer[i + 4];
        }
    }
}
