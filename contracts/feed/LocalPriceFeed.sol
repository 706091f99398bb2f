// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";
import { IAggregatorV3 } from "./IAggregatorV3.sol";

/// @title  LocalPriceFeed
/// @notice The price of one AMP in US dollars on a local chain, read as one reads a Chainlink feed. Its owner plays
///         the oracle.
contract LocalPriceFeed is IAggregatorV3, Ownable {
    struct Round {
        int192 answer;
        uint64 updatedAt;
    }

    uint8 public constant override decimals = 8;
    string public constant override description = "AMP / USD";
    uint256 public constant override version = 1;

    Round[] private _rounds; // round id minus one

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    error AnswerNotPositive(int256 answer);
    error AnswerTooLarge(int256 answer);
    error NoSuchRound(uint80 round);

    /// @param initialAnswer price in US dollars scaled by 1e8, at least 1
    constructor(int256 initialAnswer, address owner_) Ownable(owner_) {
        _push(initialAnswer);
    }

    /// @notice Answers a new round, dated now. Owner only.
    /// @param  answer price in US dollars scaled by 1e8, at least 1
    function pushAnswer(int256 answer) external onlyOwner returns (uint80 roundId) {
        return _push(answer);
    }

    function getRoundData(uint80 round)
        public
        view
        override
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        if (round == 0 || round > _rounds.length) revert NoSuchRound(round);
        Round memory found = _rounds[round - 1];
        return (round, found.answer, found.updatedAt, found.updatedAt, round);
    }

    function latestRoundData()
        external
        view
        override
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return getRoundData(uint80(_rounds.length));
    }

    function _push(int256 answer) private returns (uint80 roundId) {
        if (answer <= 0) revert AnswerNotPositive(answer);
        if (answer > type(int192).max) revert AnswerTooLarge(answer);
        _rounds.push(Round({ answer: int192(answer), updatedAt: uint64(block.timestamp) }));
        roundId = uint80(_rounds.length);
        emit AnswerUpdated(answer, roundId, block.timestamp);
    }
}
