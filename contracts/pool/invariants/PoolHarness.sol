// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { CollateralPool } from "../CollateralPool.sol";
import { Book, Bucket } from "../PoolState.sol";

/// @title  PoolHarness
/// @notice Test only: the sums by epoch, which nobody else needs to see, and the totals as they are written down.
contract PoolHarness is CollateralPool {
    constructor(address admin, uint48 adminDelay, address amp_, uint256 epochLength_)
        CollateralPool(admin, adminDelay, amp_, epochLength_)
    { }

    function bucketOf(bytes32 pool, uint256 epoch) external view returns (uint256 shares, uint256 assets) {
        Bucket storage bucket = _state.buckets[_state.books[pool].number][epoch];
        return (bucket.shares, bucket.assets);
    }

    function lockedUntil(bytes32 pool, uint256 epoch) external view returns (uint256) {
        return uint160(_state.lockEnds[_state.books[pool].number][epoch]);
    }

    /// @return number of the generation among all
    function written(bytes32 pool) external view returns (uint256 number, uint256 assets, uint256 shares) {
        Book storage book = _state.books[pool];
        return (book.number, book.assets, book.shares);
    }
}
