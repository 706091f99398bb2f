// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20Metadata } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import { IERC1820Implementer } from "./IERC1820Registry.sol";

/// @title  IAmp
/// @notice Everything that can be asked of the Amp token, and everything it reports.
/// @dev    Amounts in wei (18 decimals). The ERC-20 part acts on the default partition alone, with one exception:
///         `balanceOf` counts all partitions, so it can exceed what `transfer` is able to move.
interface IAmp is IERC20Metadata, IERC1820Implementer {
    // ---------------------------------------------------------------- events

    /// @notice The one record from which balances can be rebuilt. The destination partition is in `data`, see
    ///         `Partition.destinationOf`. A swap reports its mint by this event too, with `from` zero.
    event TransferByPartition(
        bytes32 indexed fromPartition,
        address operator,
        address indexed from,
        address indexed to,
        uint256 value,
        bytes data,
        bytes operatorData
    );
    event ChangedPartition(bytes32 indexed fromPartition, bytes32 indexed toPartition, uint256 value);

    /// @notice Only when an allowance is set. Spending one is silent.
    event ApprovalByPartition(
        bytes32 indexed partition, address indexed owner, address indexed spender, uint256 value
    );
    event AuthorizedOperator(address indexed operator, address indexed tokenHolder);
    event RevokedOperator(address indexed operator, address indexed tokenHolder);
    event AuthorizedOperatorByPartition(
        bytes32 indexed partition, address indexed operator, address indexed tokenHolder
    );
    event RevokedOperatorByPartition(
        bytes32 indexed partition, address indexed operator, address indexed tokenHolder
    );

    event CollateralManagerRegistered(address collateralManager);
    event PartitionStrategySet(bytes4 flag, string name, address indexed implementation);

    event Minted(address indexed operator, address indexed to, uint256 value, bytes data);
    event Swap(address indexed operator, address indexed from, uint256 value);

    event OwnershipTransferAuthorization(address indexed authorizedAddress);
    event OwnerUpdate(address indexed oldValue, address indexed newValue);

    // ---------------------------------------------------------------- transfers

    /// @notice Moves `value` out of `partition` of `from`, to `to`. The caller is `from`, an operator, or spends an
    ///         allowance of that partition. Reverts with 52, 53, 57, 5D, or whatever a hook reverts with.
    /// @param  data names another destination partition when flagged, see `Partition.flagged`
    /// @return toPartition where the tokens are now
    function transferByPartition(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external returns (bytes32 toPartition);

    /// @notice Turns the whole allowance of the swap token that `from` gave to this contract into AMP of `from`,
    ///         1:1. Anyone may call it. Reverts with 53 without an allowance, 60 if the token refuses.
    function swap(address from) external;

    // ---------------------------------------------------------------- balances

    function balanceOfByPartition(bytes32 partition, address tokenHolder) external view returns (uint256);

    /// @notice Partitions in which `tokenHolder` has a balance. The order changes whenever one empties.
    function partitionsOf(address tokenHolder) external view returns (bytes32[] memory);

    function totalSupplyByPartition(bytes32 partition) external view returns (uint256);

    /// @notice Partitions in which anyone has a balance, and always the default one.
    function totalPartitions() external view returns (bytes32[] memory);

    function defaultPartition() external view returns (bytes32);
    function granularity() external pure returns (uint256);
    function swapToken() external view returns (address);
    function swapTokenGraveyard() external view returns (address);

    // ---------------------------------------------------------------- allowances

    function allowanceByPartition(bytes32 partition, address owner, address spender) external view returns (uint256);
    function approveByPartition(bytes32 partition, address spender, uint256 value) external returns (bool);
    function increaseAllowance(address spender, uint256 added) external returns (bool);
    function decreaseAllowance(address spender, uint256 subtracted) external returns (bool);
    function increaseAllowanceByPartition(bytes32 partition, address spender, uint256 added) external returns (bool);
    function decreaseAllowanceByPartition(bytes32 partition, address spender, uint256 subtracted)
        external
        returns (bool);

    // ---------------------------------------------------------------- operators

    /// @notice Lets `operator` move all of the caller's tokens, in every partition.
    function authorizeOperator(address operator) external;
    function revokeOperator(address operator) external;
    function authorizeOperatorByPartition(bytes32 partition, address operator) external;
    function revokeOperatorByPartition(bytes32 partition, address operator) external;

    function isOperator(address operator, address tokenHolder) external view returns (bool);

    /// @notice Counts operators of every kind, those that a strategy makes included; allowances do not count.
    function isOperatorForPartition(bytes32 partition, address operator, address tokenHolder)
        external
        view
        returns (bool);

    /// @notice As above without the strategies, and only when `collateralManager` is a registered one.
    function isOperatorForCollateralManager(bytes32 partition, address operator, address collateralManager)
        external
        view
        returns (bool);

    // ---------------------------------------------------------------- managers, strategies, owner

    /// @notice Makes the caller a collateral manager, for good. Reverts with 5C the second time.
    function registerCollateralManager() external;
    function isCollateralManager(address account) external view returns (bool);
    function collateralManagers(uint256 index) external view returns (address);

    /// @notice Owner only (56). Once for each prefix (5E), never for the zero prefix (5F).
    function setPartitionStrategy(bytes4 prefix, address implementation) external;
    function isPartitionStrategy(bytes4 prefix) external view returns (bool);
    function partitionStrategies(uint256 index) external view returns (bytes4);

    function owner() external view returns (address);
    function authorizedNewOwner() external view returns (address);

    /// @notice Names the next owner; naming zero takes it back. Nothing changes hands until that one accepts.
    function authorizeOwnershipTransfer(address candidate) external;
    function assumeOwnership() external;
}
