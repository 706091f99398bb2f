// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  PoolTag
/// @notice The name of a pool inside its partition id: 1 to 8 characters of A-Z and 0-9, zero padded.
library PoolTag {
    /// @dev Reads from the end: the padding first, then letters and digits only.
    function isSound(bytes8 tag) internal pure returns (bool) {
        if (tag[0] == 0) return false;
        uint256 rest = uint64(tag);
        while (rest & 0xff == 0) rest >>= 8;
        for (; rest != 0; rest >>= 8) {
            uint256 c = rest & 0xff;
            if (!((c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39))) return false; // A-Z, 0-9
        }
        return true;
    }
}
