// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { IAmpTokensRecipient } from "../amp/IAmpTokensRecipient.sol";
import { EpochMarks } from "./EpochMarks.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolLedger } from "./PoolLedger.sol";
import { PoolMath } from "./PoolMath.sol";

/// @title  PoolStakes
/// @notice The stakers' side: staking by an Amp transfer, tickets for the way out, claims.
/// @dev    A ticket is an account's shares in the bucket of one epoch; requests for the same epoch add up.
abstract contract PoolStakes is PoolLedger, IAmpTokensRecipient {
    using EpochMarks for mapping(uint256 word => uint256 bits);
    using PoolMath for PoolMath.Totals;
    using SafeCast for uint256;

    // ---------------------------------------------------------------- in

    /// @notice A stake: Amp tells that `value` wei of `from` are now in the pool `partition`. Credits `from`, whoever
    ///         moved them; mints shares at the price of this moment, floor. Amp only (`NotAmp`).
    /// @dev    Refuses what is not a stake with `UnexpectedInflow`: no pool of this contract, nothing, mints, transfers
    ///         to itself, anything tagged with `operatorData`. Reverts with `StakesPaused`, `BelowMinStake`,
    ///         `PoolExhausted`, `BelowMinShares` where the pool does not take it. Guarded against re-entrancy, so that
    ///         nobody stakes from within a payout.
    function tokensReceived(
        bytes4,
        bytes32 partition,
        address,
        address from,
        address to,
        uint256 value,
        bytes calldata,
        bytes calldata operatorData
    ) external override onlyAmp nonReentrant {
        if (!_isStake(partition, from, to, value, operatorData)) revert UnexpectedInflow(partition, from, value);
        Book storage book = _books[partition];
        _roll(partition, book, NO_LIMIT);
        PoolMath.Totals memory t = _load(book);
        _refuse(_stakeRefusal(partition, book, t, value));
        _supply(partition, book, t, from, value);
    }

    /// @notice Whether `tokensReceived` would take this transfer in this block.
    function canReceive(
        bytes4,
        bytes32 partition,
        address,
        address from,
        address to,
        uint256 value,
        bytes calldata,
        bytes calldata operatorData
    ) external view override returns (bool) {
        if (!_isStake(partition, from, to, value, operatorData)) return false;
        Book storage book = _books[partition];
        (PoolMath.Totals memory t,) = _asRolled(book, 0);
        return _stakeRefusal(partition, book, t, value).length == 0;
    }

    function _isStake(bytes32 partition, address from, address to, uint256 value, bytes calldata operatorData)
        private
        view
        returns (bool)
    {
        return to == address(this) && from != address(this) && from != address(0) && value != 0
            && operatorData.length == 0 && _books[partition].index != 0;
    }

    /// @dev The error that a stake of `value` wei meets, as revert data; empty when there is none.
    function _stakeRefusal(bytes32 pool, Book storage book, PoolMath.Totals memory t, uint256 value)
        private
        view
        returns (bytes memory)
    {
        if (book.stakesPaused) return _error(StakesPaused.selector, pool);
        uint256 minStake = book.minStake;
        if (value < minStake) return abi.encodeWithSelector(BelowMinStake.selector, value, minStake);
        if (t.exhausted()) return abi.encodeWithSelector(PoolExhausted.selector, pool, t.assets, t.shares);
        uint256 shares = PoolMath.sharesFor(value, t);
        if (shares < MIN_SHARES) return abi.encodeWithSelector(BelowMinShares.selector, shares, MIN_SHARES);
        return "";
    }

    function _supply(bytes32 pool, Book storage book, PoolMath.Totals memory t, address account, uint256 value)
        private
    {
        uint256 shares = PoolMath.sharesFor(value, t);
        if (t.shares == 0) {
            // What is left without an owner is no gift to whoever comes first.
            t.unallocated += t.assets;
            t.assets = 0;
        }
        t.assets += value;
        t.shares += shares;
        _store(book, t);
        uint256 accountShares = book.sharesOf[account] + shares;
        book.sharesOf[account] = accountShares;
        emit Supplied(pool, account, value, shares, accountShares, t.assets, t.shares, t.unallocated);
    }

    // ---------------------------------------------------------------- out

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`, `ZeroAmount`, `InsufficientShares`. Nothing pauses it.
    function requestExit(bytes32 pool, uint256 shares)
        external
        override
        nonReentrant
        returns (uint256 exitEpoch, uint256 taken)
    {
        Book storage book = _existing(pool);
        _roll(pool, book, NO_LIMIT);
        uint256 held = book.sharesOf[msg.sender];
        (taken, exitEpoch) = _exitTerms(book, held, shares);

        uint256 accountShares = held - taken;
        book.sharesOf[msg.sender] = accountShares;
        uint256 ticketShares = book.tickets[msg.sender][exitEpoch] + taken;
        book.tickets[msg.sender][exitEpoch] = ticketShares;
        Bucket storage bucket = book.buckets[exitEpoch];
        bucket.shares = (bucket.shares + taken).toUint144();
        uint256 pendingShares = book.pendingShares + taken;
        book.pendingShares = pendingShares.toUint144();
        book.marks.mark(exitEpoch);
        emit ExitRequested(pool, msg.sender, exitEpoch, taken, accountShares, ticketShares, pendingShares);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`, `NoTicket`, `ExitAlreadyDue`, `BelowMinShares`.
    function cancelExit(bytes32 pool, uint256 exitEpoch) external override nonReentrant returns (uint256 shares) {
        Book storage book = _existing(pool);
        _roll(pool, book, NO_LIMIT);
        shares = book.tickets[msg.sender][exitEpoch];
        if (shares == 0) revert NoTicket(pool, msg.sender, exitEpoch);
        if (exitEpoch <= book.rolledEpoch) revert ExitAlreadyDue(exitEpoch, exitEpoch * epochLength);
        uint256 accountShares = book.sharesOf[msg.sender] + shares;
        if (accountShares < MIN_SHARES) revert BelowMinShares(accountShares, MIN_SHARES);

        delete book.tickets[msg.sender][exitEpoch];
        book.sharesOf[msg.sender] = accountShares;
        Bucket storage bucket = book.buckets[exitEpoch];
        bucket.shares = (bucket.shares - shares).toUint144();
        uint256 pendingShares = book.pendingShares - shares;
        book.pendingShares = pendingShares.toUint144();
        emit ExitCancelled(pool, msg.sender, exitEpoch, shares, accountShares, pendingShares);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Each ticket gets its part of the bucket, floor; the last one of a bucket takes what rounding left. A ticket
    ///      that losses left with nothing is paid nothing. Reverts with `UnknownPool`, `ZeroAddress`, `ZeroAmount` for an
    ///      empty list, `UnexpectedInflow` for this contract as receiver, `NoTicket`, `ExitNotDue`, or as the hook of
    ///      `to` does. Nothing pauses it.
    function claimExit(bytes32 pool, uint256[] calldata exitEpochs, address to)
        external
        override
        nonReentrant
        returns (uint256 amount)
    {
        Book storage book = _existing(pool);
        if (to == address(0)) revert ZeroAddress();
        if (to == address(this)) revert UnexpectedInflow(bytes32(0), to, 0);
        if (exitEpochs.length == 0) revert ZeroAmount();
        _roll(pool, book, NO_LIMIT);
        for (uint256 i = 0; i < exitEpochs.length; ++i) {
            amount += _claim(pool, book, exitEpochs[i], to);
        }
        if (amount != 0) _send(pool, to, amount);
    }

    function _claim(bytes32 pool, Book storage book, uint256 exitEpoch, address to) private returns (uint256 amount) {
        uint256 shares = book.tickets[msg.sender][exitEpoch];
        if (shares == 0) revert NoTicket(pool, msg.sender, exitEpoch);
        if (exitEpoch > book.rolledEpoch) revert ExitNotDue(exitEpoch, exitEpoch * epochLength, block.timestamp);

        delete book.tickets[msg.sender][exitEpoch];
        Bucket storage bucket = book.buckets[exitEpoch];
        (uint256 sharesLeft, uint256 assetsLeft) = (bucket.shares, bucket.assets);
        amount = PoolMath.assetsFor(shares, assetsLeft, sharesLeft);
        bucket.shares = (sharesLeft - shares).toUint144();
        bucket.assets = (assetsLeft - amount).toUint112();
        uint256 exitReserve = book.exitReserve - amount;
        book.exitReserve = exitReserve.toUint112();
        emit ExitClaimed(pool, msg.sender, exitEpoch, to, shares, amount, exitReserve);
    }

    /// @dev The epoch follows the locks: no stake leaves before the last lock that may have counted on it has ended.
    function _exitTerms(Book storage book, uint256 held, uint256 shares)
        private
        view
        returns (uint256 taken, uint256 exitEpoch)
    {
        if (shares == 0) revert ZeroAmount();
        if (shares > held) revert InsufficientShares(shares, held);
        taken = held - shares < MIN_SHARES ? held : shares;
        exitEpoch = Math.max(epochOf(block.timestamp + book.cooldown) + 1, book.latestLockEnd);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc ICollateralPool
    /// @dev Zeros for a pool that does not exist.
    function accountInfo(bytes32 pool, address account) external view override returns (AccountView memory) {
        Book storage book = _books[pool];
        (PoolMath.Totals memory t,) = _asRolled(book, 0);
        uint256 shares = book.sharesOf[account];
        return AccountView(shares, PoolMath.assetsFor(shares, t.assets, t.shares));
    }

    /// @inheritdoc ICollateralPool
    /// @dev No shares where there is no ticket, or it has been claimed.
    function ticketOf(bytes32 pool, address account, uint256 exitEpoch)
        external
        view
        override
        returns (TicketView memory ticket)
    {
        Book storage book = _books[pool];
        Bucket storage bucket = book.buckets[exitEpoch];
        ticket.shares = book.tickets[account][exitEpoch];
        ticket.rolled = exitEpoch <= epochOf(block.timestamp);
        ticket.exitAt = exitEpoch * epochLength;
        (PoolMath.Totals memory t, uint256 exitAssets) = _asRolled(book, exitEpoch);
        if (exitEpoch <= book.rolledEpoch) exitAssets = bucket.assets;
        ticket.assets = ticket.rolled
            ? PoolMath.assetsFor(ticket.shares, exitAssets, bucket.shares)
            : PoolMath.assetsFor(ticket.shares, t.assets, t.shares);
    }

    /// @inheritdoc ICollateralPool
    /// @dev The price alone: pauses and `minStake` are not looked at. Reverts with `UnknownPool`, `PoolExhausted`.
    function previewStake(bytes32 pool, uint256 value) external view override returns (uint256 shares) {
        (PoolMath.Totals memory t,) = _asRolled(_existing(pool), 0);
        if (t.exhausted()) revert PoolExhausted(pool, t.assets, t.shares);
        return PoolMath.sharesFor(value.toUint112(), t);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts as `requestExit` would.
    function previewExit(bytes32 pool, address account, uint256 shares)
        external
        view
        override
        returns (uint256 taken, uint256 assets, uint256 exitEpoch, uint256 exitAt)
    {
        Book storage book = _existing(pool);
        (taken, exitEpoch) = _exitTerms(book, book.sharesOf[account], shares);
        (PoolMath.Totals memory t,) = _asRolled(book, 0);
        assets = PoolMath.assetsFor(taken, t.assets, t.shares);
        exitAt = exitEpoch * epochLength;
    }
}
