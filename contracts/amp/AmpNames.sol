// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  AmpNames
/// @notice Names under which Amp, and those whom it calls, are found in ERC-1820.
/// @dev    Amp also reserves "AmpTokensChecker", which nothing on chain asks for.
library AmpNames {
    string internal constant TOKEN = "AmpToken";
    string internal constant ERC20 = "ERC20Token";
    string internal constant SENDER = "AmpTokensSender";
    string internal constant RECIPIENT = "AmpTokensRecipient";
    string private constant STRATEGY = "AmpPartitionStrategyValidator";

    /// @notice Name of the strategy of a partition prefix: 29 letters, then the prefix as 4 raw bytes.
    /// @dev    Not valid UTF-8 for the prefixes in use. Compare bytes or hashes, never decoded text.
    function strategy(bytes4 prefix) internal pure returns (string memory) {
        return string(abi.encodePacked(STRATEGY, prefix));
    }
}
