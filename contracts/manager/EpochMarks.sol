// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title  EpochMarks
/// @notice A set of epochs in which something falls due, one bit each, so that years without any cost a few reads.
/// @dev    Epoch 0 is never marked: exits and lock ends lie in the future. It stands for "none".
library EpochMarks {
    function mark(mapping(uint256 word => uint256 bits) storage self, uint256 epoch) internal {
        uint256 bits = self[epoch >> 8];
        uint256 marked = bits | (1 << (epoch & 0xff));
        if (marked != bits) self[epoch >> 8] = marked;
    }

    /// @return epoch the first marked one within `[from, to]`, or 0
    function next(mapping(uint256 word => uint256 bits) storage self, uint256 from, uint256 to)
        internal
        view
        returns (uint256 epoch)
    {
        if (from > to) return 0;
        uint256 word = from >> 8;
        uint256 lastWord = to >> 8;
        uint256 bits = self[word] & (type(uint256).max << (from & 0xff));
        while (bits == 0) {
            if (word == lastWord) return 0;
            bits = self[++word];
        }
        epoch = (word << 8) | Math.log2(bits & (~bits + 1)); // the lowest bit that is set
        if (epoch > to) return 0;
    }
}
