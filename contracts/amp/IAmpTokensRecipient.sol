// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  IAmpTokensRecipient
/// @notice Hook of a receiver, registered in ERC-1820 as "AmpTokensRecipient". Reverting refuses the transfer.
interface IAmpTokensRecipient {
    /// @notice Advice for callers off chain. Amp itself never asks.
    function canReceive(
        bytes4 functionSig,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external view returns (bool);

    /// @notice Called when the balances have changed but before the token's events. `partition` is the destination;
    ///         `from` is zero when a swap minted the tokens.
    function tokensReceived(
        bytes4 functionSig,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;
}
