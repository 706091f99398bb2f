// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { ICollateralManager } from "./ICollateralManager.sol";

/// @notice A lock in one word of storage, 0 for none. Pool and merchant are in it by number, and the earlier of its two
///         times as a distance from the later.
/// @dev    From the low end: status 8 bits, pool 16, merchant 32, remaining 112, expiresAt 40, expiresAt - settleBy 24,
///         claimDelay 24. By hand, because one read and one write is what a release can afford.
type LockWord is uint256;

using LockWords for LockWord global;

/// @title  LockWords
/// @notice Makes lock words, reads them, changes them.
library LockWords {
    using SafeCast for uint256;

    uint256 private constant POOL_AT = 8;
    uint256 private constant MERCHANT_AT = 24;
    uint256 private constant REMAINING_AT = 56;
    uint256 private constant EXPIRES_AT = 168;
    uint256 private constant LEAD_AT = 208;
    uint256 private constant DELAY_AT = 232;

    /// @return an open lock. Reverts with `SafeCastOverflowedUintDowncast` if the two times are too far apart
    function open(
        uint16 poolNumber,
        uint32 merchantNumber,
        uint112 amount,
        uint40 settleBy_,
        uint40 expiresAt_,
        uint24 claimDelay_
    ) internal pure returns (LockWord) {
        return LockWord.wrap(
            uint256(ICollateralManager.LockStatus.Open) | (uint256(poolNumber) << POOL_AT)
                | (uint256(merchantNumber) << MERCHANT_AT) | (uint256(amount) << REMAINING_AT)
                | (uint256(expiresAt_) << EXPIRES_AT)
                | (uint256(uint256(expiresAt_ - settleBy_).toUint24()) << LEAD_AT) | (uint256(claimDelay_) << DELAY_AT)
        );
    }

    /// @return the lock less `amount`, which is at most `remaining`; `emptied` becomes the status when none is left
    function less(LockWord self, uint256 amount, ICollateralManager.LockStatus emptied) internal pure returns (LockWord) {
        LockWord reduced = LockWord.wrap(LockWord.unwrap(self) - (amount << REMAINING_AT));
        return reduced.remaining() == 0 ? reduced.withStatus(emptied) : reduced;
    }

    function withStatus(LockWord self, ICollateralManager.LockStatus status_) internal pure returns (LockWord) {
        return LockWord.wrap((LockWord.unwrap(self) & ~uint256(0xff)) | uint256(status_));
    }

    /// @notice As stored: never `Expired`, time tells.
    function status(LockWord self) internal pure returns (ICollateralManager.LockStatus) {
        return ICollateralManager.LockStatus(LockWord.unwrap(self) & 0xff);
    }

    /// @notice Number of the pool, from 1 on.
    function pool(LockWord self) internal pure returns (uint256) {
        return uint16(LockWord.unwrap(self) >> POOL_AT);
    }

    /// @notice Number of the merchant, from 1 on.
    function merchant(LockWord self) internal pure returns (uint256) {
        return uint32(LockWord.unwrap(self) >> MERCHANT_AT);
    }

    /// @notice Wei.
    function remaining(LockWord self) internal pure returns (uint256) {
        return uint112(LockWord.unwrap(self) >> REMAINING_AT);
    }

    function expiresAt(LockWord self) internal pure returns (uint256) {
        return uint40(LockWord.unwrap(self) >> EXPIRES_AT);
    }

    function settleBy(LockWord self) internal pure returns (uint256) {
        return self.expiresAt() - uint24(LockWord.unwrap(self) >> LEAD_AT);
    }

    /// @notice Seconds.
    function claimDelay(LockWord self) internal pure returns (uint256) {
        return LockWord.unwrap(self) >> DELAY_AT;
    }
}
