// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  IAmpTokensSender
/// @notice Hook of a holder, registered in ERC-1820 as "AmpTokensSender". Reverting refuses the transfer.
interface IAmpTokensSender {
    /// @notice Advice for callers off chain. Amp itself never asks.
    function canTransfer(
        bytes4 functionSig,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external view returns (bool);

    /// @notice Called before any balance changes. `partition` is the one that tokens leave.
    function tokensToTransfer(
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
