// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  IAmpPartitionStrategyValidator
/// @notice The rules of all partitions with one prefix. Amp calls them around each transfer out of or into one.
interface IAmpPartitionStrategyValidator {
    /// @notice Called before the balances change, after the holder's own hook.
    function tokensFromPartitionToValidate(
        bytes4 functionSig,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;

    /// @notice Called after the balances changed, before the receiver's hook. `partition` is the destination.
    function tokensToPartitionToValidate(
        bytes4 functionSig,
        bytes32 partition,
        address operator,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external;

    /// @notice Whether the strategy by itself makes `operator` an operator of `tokenHolder` in `partition`.
    function isOperatorForPartitionScope(bytes32 partition, address operator, address tokenHolder)
        external
        view
        returns (bool);
}
