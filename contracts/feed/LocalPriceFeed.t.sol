// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";
import { Test } from "../testing/Test.sol";
import { IAggregatorV3 } from "./IAggregatorV3.sol";
import { LocalPriceFeed } from "./LocalPriceFeed.sol";

contract LocalPriceFeedTest is Test {
    int256 private constant FIRST = 350_000; // $0.0035
    LocalPriceFeed private feed;

    function setUp() public {
        vm.warp(1_750_000_000);
        feed = new LocalPriceFeed(FIRST, address(this));
    }

    function _assertRound(uint80 round, int256 price, uint256 time) private view {
        (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredIn) = feed.getRoundData(round);
        assertEq(id, round, "roundId");
        assertEq(answer, price, "answer");
        assertEq(startedAt, time, "startedAt");
        assertEq(updatedAt, time, "updatedAt");
        assertEq(answeredIn, round, "answeredInRound");
    }

    function test_says_what_it_measures_and_in_what_scale() public view {
        assertEq(feed.decimals(), 8);
        assertEq(feed.description(), "AMP / USD");
        assertEq(feed.version(), 1);
    }

    function test_its_selectors_are_those_that_readers_of_chainlink_call() public pure {
        assertEq(bytes32(IAggregatorV3.latestRoundData.selector), bytes32(bytes4(0xfeaf968c)));
        assertEq(bytes32(IAggregatorV3.getRoundData.selector), bytes32(bytes4(0x9a6fc8f5)));
        assertEq(bytes32(IAggregatorV3.decimals.selector), bytes32(bytes4(0x313ce567)));
        assertEq(bytes32(IAggregatorV3.description.selector), bytes32(bytes4(0x7284e416)));
        assertEq(bytes32(IAggregatorV3.version.selector), bytes32(bytes4(0x54fd4d50)));
    }

    function test_the_first_round_is_the_initial_answer() public view {
        _assertRound(1, FIRST, 1_750_000_000);
    }

    function test_a_pushed_answer_is_the_latest_and_keeps_the_older_ones() public {
        skipTime(60);
        vm.expectEmit(address(feed));
        emit LocalPriceFeed.AnswerUpdated(360_000, 2, 1_750_000_060);
        assertEq(feed.pushAnswer(360_000), 2, "round");

        (uint80 id, int256 answer,, uint256 updatedAt,) = feed.latestRoundData();
        assertEq(id, 2);
        assertEq(answer, 360_000);
        assertEq(updatedAt, 1_750_000_060);
        _assertRound(1, FIRST, 1_750_000_000);
        _assertRound(2, 360_000, 1_750_000_060);
    }

    function test_only_the_owner_pushes() public {
        address stranger = makeAddr("stranger");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        feed.pushAnswer(1);
    }

    function test_refuses_a_price_that_is_not_positive() public {
        vm.expectRevert(abi.encodeWithSelector(LocalPriceFeed.AnswerNotPositive.selector, int256(0)));
        feed.pushAnswer(0);
        vm.expectRevert(abi.encodeWithSelector(LocalPriceFeed.AnswerNotPositive.selector, int256(-1)));
        feed.pushAnswer(-1);
        vm.expectRevert(abi.encodeWithSelector(LocalPriceFeed.AnswerNotPositive.selector, int256(0)));
        new LocalPriceFeed(0, address(this));
    }

    function test_refuses_a_price_that_would_be_cut_off() public {
        int256 most = type(int192).max;
        feed.pushAnswer(most);
        _assertRound(2, most, 1_750_000_000);
        vm.expectRevert(abi.encodeWithSelector(LocalPriceFeed.AnswerTooLarge.selector, most + 1));
        feed.pushAnswer(most + 1);
    }

    function test_refuses_a_round_that_never_was() public {
        vm.expectRevert(abi.encodeWithSelector(LocalPriceFeed.NoSuchRound.selector, uint80(0)));
        feed.getRoundData(0);
        vm.expectRevert(abi.encodeWithSelector(LocalPriceFeed.NoSuchRound.selector, uint80(2)));
        feed.getRoundData(2);
    }

    function testFuzz_every_round_stays_readable(uint64[8] calldata prices) public {
        for (uint256 i = 0; i < prices.length; i++) {
            skipTime(30);
            feed.pushAnswer(int256(uint256(prices[i])) + 1);
        }
        for (uint256 i = 0; i < prices.length; i++) {
            _assertRound(uint80(i + 2), int256(uint256(prices[i])) + 1, 1_750_000_000 + 30 * (i + 1));
        }
    }
}
