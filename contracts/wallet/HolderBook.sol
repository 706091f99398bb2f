// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { EpochMarks } from "../manager/EpochMarks.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";

/// @notice A holder in one pool. Its figures are one slot, which is all that a free exit without a lock looks at.
/// @dev    96 bits hold four fifths of all AMP there is.
struct Holder {
    uint96 maxExposure;
    uint96 locked; // as of `rolledEpoch`
    uint32 rolledEpoch; // at 10 seconds an epoch or more, enough for a thousand years
    bool enrolled;
    //
    /// @dev Epochs in which a slice ends.
    mapping(uint256 word => uint256 bits) marks;
    /// @dev Of epochs that are rolled, what they freed.
    mapping(uint256 epoch => uint256 amount) lockEnds;
}

using HolderBook for Holder global;

/// @title  HolderBook
/// @notice What of a holder's tokens is locked, and how time frees it.
/// @dev    Slices that end with the same epoch are one sum. A holder with nothing locked has no sum left to free, so it
///         needs no rolling, however long ago it was rolled last.
library HolderBook {
    using EpochMarks for mapping(uint256 word => uint256 bits);

    /// @notice Frees up to `limit` of the marked epochs until `today`. Cannot fail: what is locked is the sum of what the
    ///         epochs to come will free.
    /// @return done true when none is left
    function roll(Holder storage self, bytes32 pool, address holder, uint256 today, uint256 limit)
        internal
        returns (bool done)
    {
        uint256 locked = self.locked;
        uint256 rolled = self.rolledEpoch;
        if (locked == 0 || rolled == today) return true;

        uint256 epoch = self.marks.next(rolled + 1, today);
        for (; epoch != 0 && limit != 0; --limit) {
            uint256 expired = self.lockEnds[epoch];
            if (expired != 0) {
                locked -= expired;
                emit IWalletCollateral.HolderRolled(pool, holder, epoch, expired, locked);
            }
            rolled = epoch;
            epoch = locked == 0 ? 0 : self.marks.next(epoch + 1, today);
        }
        done = epoch == 0;
        self.locked = uint96(locked);
        self.rolledEpoch = uint32(done ? today : rolled);
    }

    /// @return locked wei, as if rolled until `today`
    function lockedAt(Holder storage self, uint256 today) internal view returns (uint256 locked) {
        locked = self.locked;
        uint256 epoch = self.rolledEpoch;
        while (locked != 0) {
            epoch = self.marks.next(epoch + 1, today);
            if (epoch == 0) return locked;
            locked -= self.lockEnds[epoch];
        }
    }

    /// @dev Locks `amount` wei, which fit below the exposure, until the end of `epoch`. The holder has been rolled.
    /// @return locked wei after it
    function add(Holder storage self, uint256 amount, uint256 epoch, uint256 today) internal returns (uint256 locked) {
        locked = self.locked + amount;
        self.locked = uint96(locked);
        self.rolledEpoch = uint32(today);
        uint256 end = self.lockEnds[epoch];
        if (end == 0) self.marks.mark(epoch);
        self.lockEnds[epoch] = end + amount;
    }

    /// @dev Frees `amount` wei of those locked until the end of `epoch`, which has not ended. The holder has been rolled.
    /// @return locked wei after it
    function subtract(Holder storage self, uint256 amount, uint256 epoch) internal returns (uint256 locked) {
        self.lockEnds[epoch] -= amount;
        locked = self.locked - amount;
        self.locked = uint96(locked);
    }
}
