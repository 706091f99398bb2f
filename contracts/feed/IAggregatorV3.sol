// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  IAggregatorV3
/// @notice What Chainlink's price feeds answer, by the names that their readers call.
interface IAggregatorV3 {
    function decimals() external view returns (uint8);
    function description() external view returns (string memory);
    function version() external view returns (uint256);

    /// @return roundId         grows with each answer, not always by one
    /// @return answer          price, scaled by 10 ** decimals
    /// @return startedAt       seconds since 1970
    /// @return updatedAt       seconds since 1970; compare it with now before trusting the answer
    /// @return answeredInRound of no use any more, equal to `roundId`
    function getRoundData(uint80 round)
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
