// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  ICollateralPool
/// @notice What a pool of staked AMP can be asked, what it says happened, and how it refuses.
/// @dev    Units everywhere: amounts in wei of AMP (18 decimals), shares without decimals of their own (the first
///         stake mints 1:1), times in seconds since 1970, epochs as `timestamp / epochLength`, ratios in basis points.
///         An epoch `e` has ended, and is rolled, from the instant `e * epochLength` on.
///         Every event carries its delta and the totals after it, so that a reader who missed one can tell.
interface ICollateralPool {
    // ---------------------------------------------------------------- types

    /// @notice What a pool lets happen. A change never alters a lock or a ticket that exists.
    struct PoolParams {
        uint16 maxUtilisationBps; // share of the capacity that may be locked, 1 to 10,000
        uint32 cooldown; // seconds between a request to exit and the earliest exit
        uint32 maxLockDuration; // seconds a lock may last at the most
        uint32 claimDelay; // seconds between a merchant's claim and the right of anyone to have it paid
        uint112 minStake; // wei
    }

    /// @notice What the guardian has stopped. Nothing here stops exits, releases, matured claims.
    struct Pauses {
        bool stakes;
        bool locks;
        bool draws; // the operator's draws only
    }

    /// @notice What the customer paid, for people to read. Emitted, not stored, never computed with.
    struct Quote {
        bytes8 asset; // ASCII ticker, zero padded: "BTC"
        uint128 assetAmount; // in the asset's smallest unit (satoshi, lamport, wei)
        uint64 fiatAmount; // in the currency's hundredths (cents)
        bytes3 currency; // ISO 4217: "USD"
        uint64 ampPrice; // price of one AMP used for the lock, currency units scaled by 1e8
    }

    struct Lock {
        bytes32 paymentId; // chosen by the operator, usable once, ever
        bytes32 pool;
        address merchant;
        uint112 amount; // wei
        uint40 settleBy; // from then on the merchant may claim
        uint40 expiresAt; // from then on the lock is over
        bytes32 refHash; // commits to the merchant's order reference
        Quote quote;
    }

    /// @notice `Expired` is never stored: an `Open` or `Claimed` lock is expired from `expiresAt` on.
    enum LockStatus {
        None,
        Open,
        Claimed,
        Released,
        Drawn,
        Expired
    }

    struct LockView {
        LockStatus status; // at this block's timestamp
        bytes32 pool;
        address merchant;
        uint256 remaining; // wei still locked
        uint256 settleBy;
        uint256 expiresAt;
        uint256 claimDelay; // fixed when the lock was made
        uint256 claimMaturesAt; // 0 while unclaimed
    }

    struct PoolView {
        bool exists;
        PoolParams params;
        Pauses pauses;
        uint256 assets; // A, wei
        uint256 shares; // S, active and pending
        uint256 pendingShares;
        uint256 locked; // L, wei
        uint256 exitReserve; // wei owed to exits that were rolled
        uint256 unallocated; // wei of rounding dust without an owner
        uint256 rolledEpoch; // every epoch up to this one is settled
        uint256 latestLockEnd; // latest end epoch of any lock ever made
        uint256 capacity; // wei that may be locked in all, now
        uint256 free; // wei that may be locked on top of `locked`, now
    }

    struct AccountView {
        uint256 shares; // active
        uint256 assets; // wei they are worth now, floor
    }

    struct TicketView {
        uint256 shares; // not yet claimed, of this account
        uint256 assets; // wei: exact once rolled, else what they are worth now (floor)
        bool rolled;
        uint256 exitAt; // timestamp from which it can be claimed
    }

    // ---------------------------------------------------------------- events

    event PoolCreated(bytes32 indexed pool, bytes8 tag);
    event ParamsSet(bytes32 indexed pool, PoolParams params);
    event PausesSet(bytes32 indexed pool, Pauses pauses, address by);
    event MerchantSet(address indexed merchant, bool registered, uint40 since);

    /// @param unallocated total after: dust left by former stakers is set aside when a pool starts anew
    event Supplied(
        bytes32 indexed pool,
        address indexed account,
        uint256 amount,
        uint256 shares,
        uint256 accountShares,
        uint256 totalAssets,
        uint256 totalShares,
        uint256 unallocated
    );
    event ExitRequested(
        bytes32 indexed pool,
        address indexed account,
        uint256 indexed exitEpoch,
        uint256 shares,
        uint256 accountShares,
        uint256 ticketShares,
        uint256 pendingShares
    );
    event ExitCancelled(
        bytes32 indexed pool,
        address indexed account,
        uint256 indexed exitEpoch,
        uint256 shares,
        uint256 accountShares,
        uint256 pendingShares
    );
    /// @param expired    wei of locks whose time ended with this epoch
    /// @param exitShares shares of the exits due at this epoch
    /// @param exitAssets wei they are worth, floor, fixed from here on
    event EpochRolled(
        bytes32 indexed pool,
        uint256 indexed epoch,
        uint256 expired,
        uint256 exitShares,
        uint256 exitAssets,
        uint256 totalAssets,
        uint256 totalShares,
        uint256 pendingShares,
        uint256 locked,
        uint256 exitReserve
    );
    event ExitClaimed(
        bytes32 indexed pool,
        address indexed account,
        uint256 indexed exitEpoch,
        address to,
        uint256 shares,
        uint256 amount,
        uint256 exitReserve
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
        Quote quote,
        uint256 locked
    );
    /// @param reason the revert data that the same lock alone would have failed with
    event LockSkipped(bytes32 indexed paymentId, bytes32 indexed pool, bytes reason);
    event LockReleased(
        bytes32 indexed paymentId,
        bytes32 indexed pool,
        address indexed by,
        uint256 amount,
        uint256 remaining,
        uint256 locked
    );
    event LockClaimed(
        bytes32 indexed paymentId, bytes32 indexed pool, address indexed merchant, uint40 maturesAt
    );
    event LockDrawn(
        bytes32 indexed paymentId,
        bytes32 indexed pool,
        address indexed merchant,
        address by,
        uint256 amount,
        uint256 remaining,
        uint256 totalAssets,
        uint256 totalShares,
        uint256 locked
    );

    // ---------------------------------------------------------------- errors

    error InvalidConfiguration(uint256 epochLength, address amp);
    error RegistrationFailed(address manager);
    error InvalidParams(PoolParams params);
    error InvalidTag(bytes8 tag);
    error PoolExists(bytes32 pool);
    error UnknownPool(bytes32 pool);
    error StakesPaused(bytes32 pool);
    error LocksPaused(bytes32 pool);
    error DrawsPaused(bytes32 pool);

    error NotAmp(address caller);
    error UnexpectedTransfer(bytes32 partition, address to, uint256 value);
    error UnexpectedInflow(bytes32 partition, address from, uint256 value);
    error BelowMinStake(uint256 value, uint256 minStake);
    error BelowMinShares(uint256 shares, uint256 minShares);
    /// @notice Losses left less than a millionth of a millionth of a wei a share: no fair price for a new stake.
    error PoolExhausted(bytes32 pool, uint256 assets, uint256 shares);

    error ZeroAmount();
    error ZeroAddress();
    error InsufficientShares(uint256 requested, uint256 held);
    error NoTicket(bytes32 pool, address account, uint256 exitEpoch);
    error ExitNotDue(uint256 exitEpoch, uint256 dueAt, uint256 nowAt);
    error ExitAlreadyDue(uint256 exitEpoch, uint256 dueAt);

    error BatchTooLong(uint256 items, uint256 most);
    error PaymentIdUsed(bytes32 paymentId);
    error MerchantNotRegistered(address merchant);
    error InvalidMerchant(address merchant);
    error InvalidTimes(uint256 settleBy, uint256 expiresAt, uint256 claimDelay, uint256 latestExpiry, uint256 nowAt);
    error CapacityExceeded(bytes32 pool, uint256 amount, uint256 locked, uint256 capacity);

    error LockNotOpen(bytes32 paymentId, LockStatus status);
    error NotOperatorNorMerchant(address caller, address merchant);
    error NotMerchant(address caller, address merchant);
    error AmountExceedsLock(uint256 amount, uint256 remaining);
    error ClaimTooEarly(uint256 claimableFrom, uint256 nowAt);
    error ClaimTooLate(uint256 claimableUntil, uint256 nowAt);
    error ClaimNotMatured(bytes32 paymentId, uint256 maturesAt, uint256 nowAt);
    error ClaimMatured(bytes32 paymentId, uint256 maturesAt);

    // ---------------------------------------------------------------- admin, registrar, guardian

    /// @notice Opens the pool `CCCCCCCC | tag | this`. Admin only.
    function createPool(bytes8 tag, PoolParams calldata params) external returns (bytes32 pool);

    /// @notice Admin only.
    function setParams(bytes32 pool, PoolParams calldata params) external;

    /// @notice The guardian may stop and start; the admin too.
    function setPauses(bytes32 pool, Pauses calldata pauses) external;

    /// @notice Registrar only. Locks may name registered merchants only; taking one off leaves its locks alone.
    function setMerchant(address merchant, bool registered) external;

    // ---------------------------------------------------------------- stakers

    /// @notice Moves `shares` of the caller into the ticket of the earliest fair epoch. Takes all of them when
    ///         fewer than `MIN_SHARES` would stay.
    function requestExit(bytes32 pool, uint256 shares) external returns (uint256 exitEpoch, uint256 taken);

    /// @notice Gives the shares of a ticket that is not due yet back. The account must end with `MIN_SHARES` or more.
    function cancelExit(bytes32 pool, uint256 exitEpoch) external returns (uint256 shares);

    /// @notice Pays the caller's due tickets of these epochs to `to`.
    function claimExit(bytes32 pool, uint256[] calldata exitEpochs, address to) external returns (uint256 amount);

    /// @notice Settles up to `maxEpochs` non-empty epochs that have ended. Open to anyone.
    /// @return done true when nothing is left to settle
    function roll(bytes32 pool, uint256 maxEpochs) external returns (bool done);

    // ---------------------------------------------------------------- operator, merchants

    function lock(Lock calldata item) external;

    /// @notice Locks what can be locked of at most 100 items; each one skipped is a `LockSkipped`.
    /// @return locked one flag an item
    function lockBatch(Lock[] calldata items) external returns (bool[] memory locked);

    /// @notice Frees `amount` of a lock: by its merchant at any time, by the operator until a claim has matured.
    function release(bytes32 paymentId, uint256 amount) external;

    /// @notice Frees all that remains of at most 100 locks; reverts if any cannot be.
    function releaseBatch(bytes32[] calldata paymentIds) external;

    /// @notice The merchant's claim, from `settleBy` on while it can still mature before `expiresAt`.
    function claimPayment(bytes32 paymentId) external;

    /// @notice Pays `amount` of a lock to its merchant. The operator at any time before `expiresAt`;
    ///         anyone once a claim has matured, then for all that remains.
    function draw(bytes32 paymentId, uint256 amount) external;

    // ---------------------------------------------------------------- views (as if rolled at this block)

    function poolInfo(bytes32 pool) external view returns (PoolView memory);
    function accountInfo(bytes32 pool, address account) external view returns (AccountView memory);
    function ticketOf(bytes32 pool, address account, uint256 exitEpoch) external view returns (TicketView memory);
    function lockOf(bytes32 paymentId) external view returns (LockView memory);
    function merchantSince(address merchant) external view returns (uint40);
    function poolCount() external view returns (uint256);
    function poolAt(uint256 index) external view returns (bytes32);
    function epochOf(uint256 timestamp) external view returns (uint256);

    /// @return shares minted for `value` wei staked now, floor
    function previewStake(bytes32 pool, uint256 value) external view returns (uint256 shares);

    /// @return taken     shares that would leave (all, when fewer than `MIN_SHARES` would stay)
    /// @return assets    wei they are worth now, floor; losses until the exit lower it
    /// @return exitEpoch the ticket's epoch
    /// @return exitAt    timestamp from which it can be claimed
    function previewExit(bytes32 pool, address account, uint256 shares)
        external
        view
        returns (uint256 taken, uint256 assets, uint256 exitEpoch, uint256 exitAt);
}
