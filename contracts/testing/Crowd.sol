// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../amp/IAmp.sol";
import { Partition } from "../amp/Partition.sol";

/// @title  Crowd
/// @notice An operator of many holders that moves AMP for all of them in one transaction: benchmarks fill a chain with
///         a hundred thousand transfers by it. Everybody may call it, so it belongs on no chain but a test's.
contract Crowd {
    uint256 private constant ITEM = 52; // bytes: from (20), to (20), wei (12)

    error Uneven();

    /// @notice Moves tokens from the default partition into `toPartition`, one item after the other.
    /// @param  items packed, see `ITEM`
    function move(IAmp amp, bytes32 toPartition, bytes calldata items) external {
        if (items.length % ITEM != 0) revert Uneven();
        bytes memory data = toPartition == 0 ? bytes("") : abi.encodePacked(Partition.FLAG, toPartition);
        for (uint256 at; at < items.length; at += ITEM) {
            address from = address(bytes20(items[at:at + 20]));
            address to = address(bytes20(items[at + 20:at + 40]));
            uint256 value = uint96(bytes12(items[at + 40:at + ITEM]));
            amp.transferByPartition(0, from, to, value, data, "");
        }
    }
}
