// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";

/// @title  ICollateralPool
/// @notice What a pool of staked AMP can be asked, what it says happened, and how it refuses.
/// @dev    Shares have no decimals of their own: the first stake mints 1:1.
///         A pool is known by its partition, `CCCCCCCC | tag | manager`. When a loss closes a generation of it, that
///         generation goes on under an id of its own, its number in place of the prefix, `00000001 | tag | manager`,
///         and every function and view takes that id too.
interface ICollateralPool is ICollateralManager {
    // ---------------------------------------------------------------- types

    /// @notice What a pool lets happen. A change never alters a lock or a ticket that exists.
    struct PoolParams {
        uint16 maxUtilisationBps; // share of the capacity that may be locked, 1 to 10,000
        uint32 cooldown; // seconds between a request to exit and the earliest exit
        uint32 maxLockDuration; // seconds a lock may last at the most
        uint32 claimDelay; // seconds between a merchant's claim and the right of anyone to have it paid
        uint32 merchantDelay; // seconds a merchant must have been registered before it can be locked for
        uint16 rewardEpochs; // epochs over which rewards are handed out, 1 or more
        uint32 drawWindow; // seconds of a window, aligned to 1970; an hour or more
        uint96 drawLimit; // wei that the operator may draw in a window
        uint88 minStake; // wei
    }

    enum RewardKind {
        Fee, // earned from payments
        TopUp // given on top, by whoever wants the pool to grow
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

    struct PoolView {
        bool exists;
        bool closed; // a generation that losses ended: no stakes, no locks
        uint256 generation; // from 1 on
        PoolParams params;
        Pauses pauses;
        uint256 assets; // A, wei
        uint256 shares; // S, active and pending
        uint256 pendingShares;
        uint256 locked; // L, wei
        uint256 exitReserve; // wei owed to exits that were rolled
        uint256 unallocated; // wei of rounding dust without an owner, until the next reward takes it along
        uint256 rewardReserve; // wei of rewards, streamed or not, that nobody has claimed
        uint256 feesLeft; // wei of it still to be streamed
        uint256 topUpsLeft;
        uint256 rewardSecondsLeft; // the stream's time, which stands still while nobody is active
        uint256 deferred; // wei kept for receivers that refused them
        uint256 drawnInWindow; // wei, by the operator
        uint256 windowEnds;
        uint256 rolledEpoch; // every epoch up to this one is settled
        uint256 latestLockEnd; // latest end epoch of any lock ever made
        uint256 capacity; // wei that may be locked in all, now
        uint256 free; // wei that may be locked on top of `locked`, now
    }

    struct AccountView {
        uint256 shares; // active
        uint256 assets; // wei they are worth now, floor
        uint256 fees; // wei of fees earned and not claimed, floor
        uint256 topUps; // wei of top-ups earned and not claimed, floor
        uint256 deferred; // wei kept for this account
    }

    struct TicketView {
        uint256 shares; // not yet claimed, of this account
        uint256 assets; // wei: exact once rolled, else what they are worth now (floor)
        bool rolled;
        uint256 exitAt; // timestamp from which it can be claimed
    }

    // ---------------------------------------------------------------- events

    event ParamsSet(bytes32 indexed pool, PoolParams params);

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
    /// @param to this contract when the amount went on into another pool
    event ExitClaimed(
        bytes32 indexed pool,
        address indexed account,
        uint256 indexed exitEpoch,
        address to,
        uint256 shares,
        uint256 amount,
        uint256 exitReserve
    );

    /// @param dust what was `unallocated` and now goes along as a top-up
    event RewardFunded(
        bytes32 indexed pool,
        address indexed from,
        RewardKind indexed kind,
        uint256 amount,
        uint256 dust,
        uint256 feesLeft,
        uint256 topUpsLeft,
        uint256 secondsLeft,
        uint256 rewardReserve
    );
    /// @param to this contract when the amount was staked
    event RewardClaimed(
        bytes32 indexed pool,
        address indexed account,
        address indexed to,
        uint256 fees,
        uint256 topUps,
        uint256 rewardReserve
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
    event LockReleased(
        bytes32 indexed paymentId,
        bytes32 indexed pool,
        address indexed by,
        uint256 amount,
        uint256 remaining,
        uint256 locked
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

    /// @notice A loss left less than a millionth of a millionth of a wei a share. All that the generation had goes on
    ///         under the id `closed`; the pool starts anew with nothing but the rewards that are still to be streamed.
    /// @param generation     number of the one that ended
    /// @param rewardReserve  wei of rewards that its stakers have earned and not claimed
    /// @param rewardsPassedOn wei that the next generation's stakers will earn
    event GenerationClosed(
        bytes32 indexed pool,
        bytes32 indexed closed,
        uint256 indexed generation,
        uint256 totalAssets,
        uint256 totalShares,
        uint256 pendingShares,
        uint256 locked,
        uint256 exitReserve,
        uint256 unallocated,
        uint256 rewardReserve,
        uint256 rewardsPassedOn
    );

    // ---------------------------------------------------------------- errors

    error InvalidParams(PoolParams params);
    error PoolClosed(bytes32 pool);
    error BelowMinStake(uint256 value, uint256 minStake);
    error BelowMinShares(uint256 shares, uint256 minShares);
    /// @notice So much was lost that this stake would get more shares than a pool can count.
    error PoolExhausted(bytes32 pool, uint256 assets, uint256 shares);

    error InsufficientShares(uint256 requested, uint256 held);
    error NoTicket(bytes32 pool, address account, uint256 exitEpoch);
    error ExitNotDue(uint256 exitEpoch, uint256 dueAt, uint256 nowAt);
    error ExitAlreadyDue(uint256 exitEpoch, uint256 dueAt);

    error CapacityExceeded(bytes32 pool, uint256 amount, uint256 locked, uint256 capacity);

    error NotRewarder(address from);
    error RewardTooLarge(uint256 value, uint256 most);
    error NoRewards(address account);

    // ---------------------------------------------------------------- admin

    /// @notice Opens the pool `CCCCCCCC | tag | this`. Admin only.
    function createPool(bytes8 tag, PoolParams calldata params) external returns (bytes32 pool);

    /// @notice Admin only.
    function setParams(bytes32 pool, PoolParams calldata params) external;

    // ---------------------------------------------------------------- stakers

    /// @notice Moves `shares` of the caller into the ticket of the earliest fair epoch. Takes all of them when
    ///         fewer than `MIN_SHARES` would stay.
    function requestExit(bytes32 pool, uint256 shares) external returns (uint256 exitEpoch, uint256 taken);

    /// @notice Gives the shares of a ticket that is not due yet back. The account must end with `MIN_SHARES` or more.
    function cancelExit(bytes32 pool, uint256 exitEpoch) external returns (uint256 shares);

    /// @notice Pays the caller's due tickets of these epochs to `to`.
    function claimExit(bytes32 pool, uint256[] calldata exitEpochs, address to) external returns (uint256 amount);

    /// @notice Stakes what the caller's due tickets of one pool are worth in another one.
    function switchPool(bytes32 fromPool, uint256[] calldata exitEpochs, bytes32 toPool)
        external
        returns (uint256 amount, uint256 shares);

    /// @notice Pays the rewards that the caller has earned in these pools to `to`.
    function claimRewards(bytes32[] calldata pools, address to) external returns (uint256 fees, uint256 topUps);

    /// @notice Stakes the rewards that the caller has earned in a pool in that same pool.
    function compound(bytes32 pool) external returns (uint256 amount, uint256 shares);

    /// @notice Settles up to `maxEpochs` non-empty epochs that have ended. Open to anyone.
    /// @return done true when nothing is left to settle
    function roll(bytes32 pool, uint256 maxEpochs) external returns (bool done);

    // ---------------------------------------------------------------- operator

    function lock(Lock calldata item) external;

    /// @notice Locks what can be locked of at most 100 items; each one skipped is a `LockSkipped`.
    /// @return locked one flag an item
    function lockBatch(Lock[] calldata items) external returns (bool[] memory locked);

    // ---------------------------------------------------------------- views (as if rolled at this block)

    function poolInfo(bytes32 pool) external view returns (PoolView memory);
    function accountInfo(bytes32 pool, address account) external view returns (AccountView memory);
    function ticketOf(bytes32 pool, address account, uint256 exitEpoch) external view returns (TicketView memory);

    /// @return most   wei that may be locked in all, now
    /// @return locked wei that are
    /// @return free   wei that may be locked on top
    function capacity(bytes32 pool) external view returns (uint256 most, uint256 locked, uint256 free);

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
