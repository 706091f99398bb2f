// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  Partition
/// @notice Reads and builds partition ids, `prefix (4) | sub-partition (8) | owner (20)`, and the transfer data that
///         names a destination partition.
library Partition {
    bytes32 internal constant DEFAULT = bytes32(0);

    bytes4 internal constant NO_PREFIX = 0x00000000;
    bytes4 internal constant POOL_PREFIX = 0xCCCCCCCC;
    bytes4 internal constant HOLDER_PREFIX = 0xAAAAAAAA;

    /// @dev First word of transfer data that moves tokens to the partition in its second word.
    bytes32 internal constant FLAG = bytes32(type(uint256).max);

    function id(bytes4 prefix_, bytes8 sub, address owner_) internal pure returns (bytes32) {
        return bytes32(abi.encodePacked(prefix_, sub, owner_));
    }

    function prefix(bytes32 partition) internal pure returns (bytes4) {
        return bytes4(partition);
    }

    /// @notice The same tag and owner under another prefix.
    function withPrefix(bytes4 prefix_, bytes32 partition) internal pure returns (bytes32) {
        return bytes32(prefix_) | ((partition << 32) >> 32);
    }

    /// @notice The collateral manager that a partition belongs to.
    function owner(bytes32 partition) internal pure returns (address) {
        return address(uint160(uint256(partition)));
    }

    /// @notice Transfer data that asks for `destination`.
    function flagged(bytes32 destination) internal pure returns (bytes memory) {
        return abi.encode(FLAG, destination);
    }

    /// @notice Where a transfer ends up: word 1 of `data` if word 0 is the flag, else the partition it came from.
    ///         Anything after the second word is free text.
    function destinationOf(bytes memory data, bytes32 source) internal pure returns (bytes32) {
        if (data.length < 64) return source;
        (bytes32 flag, bytes32 destination) = abi.decode(data, (bytes32, bytes32));
        return flag == FLAG ? destination : source;
    }
}
