// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";

/// @title  IWalletCollateral
/// @notice Collateral in place: AMP that guarantees payments and never leaves the wallet of its holder.
/// @dev    A pool is known by its partition, `AAAAAAAA | tag | manager`; the tokens lie in it at each holder's own
///         address. What a lock takes from a holder is a slice.
interface IWalletCollateral is ICollateralManager {
    // ---------------------------------------------------------------- types

    /// @notice What a pool lets happen. A change never alters a lock that exists.
    struct WalletParams {
        uint32 maxLockDuration; // seconds a lock may last at the most
        uint32 claimDelay; // seconds between a merchant's claim and the right of anyone to have it paid
        uint32 merchantDelay; // seconds a merchant must have been registered before it can be locked for
        uint32 drawWindow; // seconds of a window, aligned to 1970; an hour or more
        uint96 drawLimit; // wei that the operator may draw in a window
    }

    struct Slice {
        address holder;
        uint96 amount; // wei
    }

    struct WalletLock {
        bytes32 paymentId; // chosen by the operator, usable once, ever
        bytes32 pool;
        address merchant;
        uint40 settleBy; // from then on the merchant may claim
        uint40 expiresAt; // from then on the lock is over
        bytes32 refHash; // commits to the merchant's order reference
        Slice[] slices; // 1 to 16; what they hold together is the lock's amount
        Quote quote;
    }

    struct WalletPoolView {
        bool exists;
        WalletParams params;
        Pauses pauses;
        uint256 deferred; // wei kept for receivers that refused them
        uint256 drawnInWindow; // wei, by the operator
        uint256 windowEnds;
    }

    struct HolderView {
        bool enrolled;
        bool ready; // enrolled, and nothing stands in the way of a draw: it can be locked
        uint256 maxExposure; // wei
        uint256 balance; // wei of the holder in the partition
        uint256 locked; // wei, in all open slices
        uint256 lockable; // wei that may be locked on top, now
        uint256 movable; // wei that the holder may move out, now
    }

    // ---------------------------------------------------------------- events

    event ParamsSet(bytes32 indexed pool, WalletParams params);

    /// @notice Also when a holder that is enrolled changes its exposure.
    event HolderEnrolled(bytes32 indexed pool, address indexed holder, uint256 maxExposure);
    event HolderUnenrolled(bytes32 indexed pool, address indexed holder);
    /// @param expired wei of slices whose time ended with this epoch
    /// @param locked  wei of the holder locked after it
    event HolderRolled(
        bytes32 indexed pool, address indexed holder, uint256 indexed epoch, uint256 expired, uint256 locked
    );

    event CollateralLocked(
        bytes32 indexed paymentId,
        bytes32 indexed pool,
        address indexed merchant,
        uint256 amount,
        uint40 settleBy,
        uint40 expiresAt,
        uint32 claimDelay,
        bytes32 refHash,
        Quote quote
    );
    event LockReleased(
        bytes32 indexed paymentId, bytes32 indexed pool, address indexed by, uint256 amount, uint256 remaining
    );
    event LockDrawn(
        bytes32 indexed paymentId,
        bytes32 indexed pool,
        address indexed merchant,
        address by,
        uint256 amount,
        uint256 remaining
    );

    /// @param index  of the slice within its lock, from 0 on
    /// @param locked wei of the holder locked after it
    event SliceLocked(
        bytes32 indexed paymentId, address indexed holder, uint256 index, uint256 amount, uint256 locked
    );
    /// @param remaining wei of the slice after it
    event SliceReleased(
        bytes32 indexed paymentId,
        address indexed holder,
        uint256 index,
        uint256 amount,
        uint256 remaining,
        uint256 locked
    );
    event SliceDrawn(
        bytes32 indexed paymentId,
        address indexed holder,
        uint256 index,
        uint256 amount,
        uint256 remaining,
        uint256 locked
    );

    // ---------------------------------------------------------------- errors

    error InvalidParams(WalletParams params);
    error InvalidSlices(uint256 slices, uint256 most);
    error NotEnrolled(bytes32 pool, address holder);
    /// @notice The holder must first call `setManager(holder, this)` on the ERC-1820 registry.
    error NotInterfaceManager(address holder, address manager);
    /// @notice A hook of the holder's own could refuse to pay a merchant.
    error HolderHasSenderHook(address holder, address hook);
    /// @param exposure the lesser of what the holder allows and what it has in the partition
    error ExposureExceeded(bytes32 pool, address holder, uint256 amount, uint256 locked, uint256 exposure);
    error ExposureBelowLocked(uint256 maxExposure, uint256 locked);
    error StillLocked(bytes32 pool, address holder, uint256 locked);
    error NotMovable(bytes32 pool, address holder, uint256 value, uint256 movable);

    // ---------------------------------------------------------------- admin

    /// @notice Opens the pool `AAAAAAAA | tag | this`. Admin only.
    function createPool(bytes8 tag, WalletParams calldata params) external returns (bytes32 pool);

    /// @notice Admin only.
    function setParams(bytes32 pool, WalletParams calldata params) external;

    // ---------------------------------------------------------------- holders

    /// @notice Lets up to `maxExposure` wei of the caller's tokens in the pool's partition be locked. Enrolling again
    ///         changes the limit. The caller has made this contract its ERC-1820 manager and has no sender hook.
    function enroll(bytes32 pool, uint256 maxExposure) external;

    /// @notice Ends it, once nothing is locked. With the last pool the caller becomes its own ERC-1820 manager again.
    function unenroll(bytes32 pool) external;

    /// @notice Frees the slices of a holder whose epochs have ended, up to `maxEpochs` of them. Open to anyone.
    /// @return done true when nothing is left to free
    function roll(bytes32 pool, address holder, uint256 maxEpochs) external returns (bool done);

    // ---------------------------------------------------------------- operator

    function lock(WalletLock calldata item) external;

    /// @notice Locks what can be locked of at most 100 items; each one skipped is a `LockSkipped`.
    /// @return locked one flag an item
    function lockBatch(WalletLock[] calldata items) external returns (bool[] memory locked);

    // ---------------------------------------------------------------- views (as if rolled at this block)

    function poolInfo(bytes32 pool) external view returns (WalletPoolView memory);
    function holderInfo(bytes32 pool, address holder) external view returns (HolderView memory);
    /// @notice The slices of a lock, with what remains of each.
    function slicesOf(bytes32 paymentId) external view returns (Slice[] memory);
}
