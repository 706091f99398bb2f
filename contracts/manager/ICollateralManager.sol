// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  ICollateralManager
/// @notice What both managers share: payments that are guaranteed, merchants, pauses, payouts, receipts.
/// @dev    Units everywhere: amounts in wei of AMP (18 decimals), times in seconds since 1970, epochs as
///         `timestamp / epochLength`, ratios in basis points.
///         An epoch `e` has ended, and is rolled, from the instant `e * epochLength` on.
///         Every event carries its delta and the totals after it, so that a reader who missed one can tell.
interface ICollateralManager {
    // ---------------------------------------------------------------- types

    /// @notice What the guardian has stopped. Nothing here stops exits, releases, matured claims, reward claims.
    struct Pauses {
        bool stakes; // new collateral: stakes, enrolments
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

    /// @notice The operator's promise for one payment, signed as EIP-712 typed data. The domain is the name "Ampledge",
    ///         version "1", the chain id and the manager: it proves nothing anywhere else.
    struct GuaranteeReceipt {
        address manager;
        bytes32 pool;
        bytes32 paymentId;
        address merchant;
        uint256 ampAmount; // wei locked when the promise was made
        uint256 fiatAmount; // in the currency's hundredths
        bytes3 currency; // ISO 4217
        uint256 settleBy;
        uint256 expiresAt;
        bytes32 refHash;
    }

    /// @notice What became of a promise. `signer` says who made it, the rest says what the chain holds.
    struct ReceiptCheck {
        address signer; // zero for a signature that is none
        bool signedByOperator; // the signer may lock and draw today
        bool exists; // the payment was locked, ever
        bool matches; // pool, merchant and times are those of the lock, and no more remains than was promised
        bool open; // it can still be drawn or claimed
        uint256 remaining; // wei still locked
        bool covered; // open, and the tokens that back it are there
    }

    // ---------------------------------------------------------------- events

    event PoolCreated(bytes32 indexed pool, bytes8 tag);
    event PausesSet(bytes32 indexed pool, Pauses pauses, address by);
    event MerchantSet(address indexed merchant, bool registered, uint40 since);

    /// @param reason the revert data that the same lock alone would have failed with
    event LockSkipped(bytes32 indexed paymentId, bytes32 indexed pool, bytes reason);
    event LockClaimed(
        bytes32 indexed paymentId, bytes32 indexed pool, address indexed merchant, uint40 maturesAt
    );

    /// @notice A payout that its receiver did not take was kept for it.
    /// @param owed  wei kept for `account` after it
    /// @param total wei kept for all after it
    event PayoutDeferred(bytes32 indexed pool, address indexed account, uint256 amount, uint256 owed, uint256 total);
    /// @param total wei kept for others after it
    event DeferredPaid(
        bytes32 indexed pool, address indexed account, address indexed to, uint256 amount, uint256 total
    );

    // ---------------------------------------------------------------- errors

    error InvalidConfiguration(uint256 epochLength, address amp);
    error RegistrationFailed(address manager);
    error InvalidTag(bytes8 tag);
    error PoolExists(bytes32 pool);
    error UnknownPool(bytes32 pool);
    error StakesPaused(bytes32 pool);
    error LocksPaused(bytes32 pool);
    error DrawsPaused(bytes32 pool);

    error NotAmp(address caller);
    error UnexpectedTransfer(bytes32 partition, address to, uint256 value);
    error UnexpectedInflow(bytes32 partition, address from, uint256 value);

    error ZeroAmount();
    error ZeroAddress();
    error BatchTooLong(uint256 items, uint256 most);

    error PaymentIdUsed(bytes32 paymentId);
    error InvalidMerchant(address merchant);
    error MerchantNotRegistered(address merchant);
    error MerchantTooNew(address merchant, uint256 usableFrom, uint256 nowAt);
    error InvalidTimes(uint256 settleBy, uint256 expiresAt, uint256 claimDelay, uint256 latestExpiry, uint256 nowAt);

    error LockNotOpen(bytes32 paymentId, LockStatus status);
    error NotOperatorNorMerchant(address caller, address merchant);
    error NotMerchant(address caller, address merchant);
    error AmountExceedsLock(uint256 amount, uint256 remaining);
    error ClaimTooEarly(uint256 claimableFrom, uint256 nowAt);
    error ClaimTooLate(uint256 claimableUntil, uint256 nowAt);
    error ClaimNotMatured(bytes32 paymentId, uint256 maturesAt, uint256 nowAt);
    error ClaimMatured(bytes32 paymentId, uint256 maturesAt);

    /// @notice More than the operator may draw in this window.
    error DrawLimitExceeded(bytes32 pool, uint256 amount, uint256 drawn, uint256 limit, uint256 windowEnds);
    /// @notice Too little gas to tell a receiver that refuses from one that was starved.
    error NotEnoughGas(uint256 left, uint256 needed);
    error NothingDeferred(bytes32 pool, address account);

    // ---------------------------------------------------------------- guardian, registrar

    /// @notice The guardian may stop and start; the admin too.
    function setPauses(bytes32 pool, Pauses calldata pauses) external;

    /// @notice Registrar only. Locks may name registered merchants only; taking one off leaves its locks alone.
    function setMerchant(address merchant, bool registered) external;

    // ---------------------------------------------------------------- operator, merchants

    /// @notice Frees `amount` of a lock: by its merchant at any time, by the operator until a claim has matured.
    function release(bytes32 paymentId, uint256 amount) external;

    /// @notice Frees all that remains of at most 100 locks; reverts if any cannot be.
    function releaseBatch(bytes32[] calldata paymentIds) external;

    /// @notice The merchant's claim, from `settleBy` on while it can still mature before `expiresAt`.
    function claimPayment(bytes32 paymentId) external;

    /// @notice Pays `amount` of a lock to its merchant. The operator at any time before `expiresAt`, within the draw
    ///         limit; anyone once a claim has matured, then for all that remains and without a limit.
    function draw(bytes32 paymentId, uint256 amount) external;

    /// @notice Pays what was kept for the caller, because its hook refused it, to `to`.
    function withdrawDeferred(bytes32 pool, address to) external returns (uint256 amount);

    // ---------------------------------------------------------------- views (as if rolled at this block)

    function lockOf(bytes32 paymentId) external view returns (LockView memory);
    /// @notice `lockOf` for each id, in their order.
    function locksPage(bytes32[] calldata paymentIds) external view returns (LockView[] memory);
    function merchantSince(address merchant) external view returns (uint40);
    function deferredOf(bytes32 pool, address account) external view returns (uint256 owed, uint256 total);
    function poolCount() external view returns (uint256);
    function poolAt(uint256 index) external view returns (bytes32);
    function epochOf(uint256 timestamp) external view returns (uint256);

    /// @notice The digest that the operator signs for a receipt.
    function receiptDigest(GuaranteeReceipt calldata receipt) external view returns (bytes32);
    /// @notice Holds a signed receipt against the chain. Never reverts for a receipt that is wrong: it says so.
    function verifyReceipt(GuaranteeReceipt calldata receipt, bytes calldata signature)
        external
        view
        returns (ReceiptCheck memory);
}
