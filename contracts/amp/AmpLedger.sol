// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { EnumerableSet } from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import { IAmp } from "./IAmp.sol";
import { Partition } from "./Partition.sol";

/// @title  AmpLedger
/// @notice Balances by partition, their sums, and the lists of partitions in use.
/// @dev    Knows no permissions, hooks or events. The order of the lists is part of what outsiders see: an emptied
///         partition gives its place to the last one, which is how `EnumerableSet` removes.
abstract contract AmpLedger is IAmp {
    using EnumerableSet for EnumerableSet.Bytes32Set;

    mapping(bytes32 partition => uint256) public override totalSupplyByPartition;

    mapping(address holder => uint256) private _sums;
    mapping(address holder => mapping(bytes32 partition => uint256)) private _balances;
    mapping(address holder => EnumerableSet.Bytes32Set) private _held;
    EnumerableSet.Bytes32Set private _inUse;

    constructor() {
        _inUse.add(Partition.DEFAULT);
    }

    /// @notice Sum over all partitions: more than `transfer` can move when some are not the default one.
    function balanceOf(address holder) external view override returns (uint256) {
        return _sums[holder];
    }

    function balanceOfByPartition(bytes32 partition, address holder) public view override returns (uint256) {
        return _balances[holder][partition];
    }

    function partitionsOf(address holder) external view override returns (bytes32[] memory) {
        return _held[holder].values();
    }

    function totalPartitions() external view override returns (bytes32[] memory) {
        return _inUse.values();
    }

    function _take(address holder, bytes32 partition, uint256 value) internal {
        if (value == 0) return;

        _sums[holder] -= value;
        uint256 left = _balances[holder][partition] - value;
        _balances[holder][partition] = left;
        if (left == 0) _held[holder].remove(partition);

        uint256 supply = totalSupplyByPartition[partition] - value;
        totalSupplyByPartition[partition] = supply;
        if (supply == 0 && partition != Partition.DEFAULT) _inUse.remove(partition);
    }

    function _give(address holder, bytes32 partition, uint256 value) internal {
        if (value == 0) return;

        _sums[holder] += value;
        _balances[holder][partition] += value;
        _held[holder].add(partition);

        totalSupplyByPartition[partition] += value;
        _inUse.add(partition);
    }
}
